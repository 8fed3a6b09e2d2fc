import { Inject, Injectable } from '@nestjs/common';
import { FORM, formOptions, type FormOptions } from '@earshot/connectors';
import { Clock, Conflict, NotFound, PollBook } from '@earshot/domain';
import { TryAgainLater } from '@earshot/intake';
import { isDatabaseNotServing } from '@earshot/persistence';
import { randomUUID } from 'node:crypto';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { Brought } from '../intake/brought.js';
import {
  EMPTY_ENTRY,
  entryFaults,
  messageOfEntry,
  sentForm,
  TRAP,
  type FormEntry,
  type FormFault,
} from './form-entry.js';
import type { FormNotice, OpenForm } from './form-page.js';
import { FormThrottle } from './form-throttle.js';
import { openedForm, sealedForm, type OpenedForm } from './form-token.js';

/** A form source as its visitors meet it. */
export interface VisitedForm {
  readonly id: string;
  readonly options: FormOptions;
  /** Its source is paused: nothing is taken. */
  readonly isClosed: boolean;
}

/** What came of a form that was sent: it is stored, or shown again with everything that was typed. */
export type SentOutcome =
  | { readonly stored: true }
  | { readonly stored: false; readonly status: NotStored; readonly waitMs: number; readonly form: OpenForm };

/** To be corrected; not sent from a form that is open now; too soon or too often; nothing can be stored now. */
type NotStored = 400 | 403 | 429 | 503;

/** Shows and takes the forms that customers fill in on the house's pages. */
@Injectable()
export class FormDesk {
  constructor(
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
    private readonly throttle: FormThrottle,
    private readonly brought: Brought,
    private readonly book: PollBook,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async find(id: string): Promise<VisitedForm> {
    const source = await this.book.find(id);
    if (source.kind !== FORM.kind) throw new NotFound('Form', id);
    return { id, options: formOptions.parse(source.options), isClosed: source.state === 'paused' };
  }

  /** A form that has just been opened. */
  open({ id }: VisitedForm): OpenForm {
    return { entry: EMPTY_ENTRY, faults: [], notice: null, token: this.seal(this.begin(id)) };
  }

  /** Stores what was sent, unless something keeps it from being a message now. */
  async take(form: VisitedForm, body: unknown, address: string): Promise<SentOutcome> {
    const now = this.clock.now();
    const { token, [TRAP]: trap, ...entry } = sentForm.parse(body ?? {});
    const known = openedForm(token, form.id, now, this.settings.intake);
    const opened = known ?? this.begin(form.id);
    const again = this.againWith(entry, opened);
    const faults = entryFaults(entry, form.options);
    if (faults.length > 0) return again({ faults, status: 400 });
    if (known === null) return again({ notice: 'expired', status: 403 });
    const tooSoonMs = known.at + form.options.minSeconds * 1_000 - now.getTime();
    if (tooSoonMs > 0) return again({ notice: 'tooSoon', status: 429, waitMs: tooSoonMs });
    try {
      const waitMs = await this.throttle.attempt(form.id, address, form.options.maxPerHour, now);
      if (waitMs > 0) return again({ notice: 'tooOften', status: 429, waitMs });
      const message = messageOfEntry(entry, form.options, { id: known.id, at: now, trapped: trap !== '' });
      await this.brought.store(form.id, { messages: [message] });
      return { stored: true };
    } catch (error) {
      if (!isTemporary(error)) throw error;
      return again({ notice: 'busy', status: 503, waitMs: BUSY_MS });
    }
  }

  private begin(formId: string): OpenedForm {
    return { form: formId, at: this.clock.now().getTime(), id: randomUUID() };
  }

  private seal(opened: OpenedForm): string {
    return sealedForm(opened, this.settings.intake);
  }

  /** The form once more, with the token that it had: sent again with the same entries, it is the same message. */
  private againWith(entry: FormEntry, opened: OpenedForm) {
    return ({ faults = [], notice = null, status, waitMs = 0 }: Again): SentOutcome => ({
      stored: false,
      status,
      waitMs,
      form: { entry, faults, notice, token: this.seal(opened) },
    });
  }
}

interface Again {
  readonly faults?: readonly FormFault[];
  readonly notice?: FormNotice | null;
  readonly status: NotStored;
  readonly waitMs?: number;
}

const BUSY_MS = 60_000;

function isTemporary(error: unknown): boolean {
  return error instanceof Conflict || error instanceof TryAgainLater || isDatabaseNotServing(error);
}
