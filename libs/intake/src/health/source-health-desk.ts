import type { BudgetBook, Clock, HandOnMail, SourceHealthStore, WorkingCalendar } from '@earshot/domain';
import { RHYTHM_DAYS, silenceOf } from './silence.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nobody needs to know of less: even a busy source may well bring nothing for so long. */
const QUIET_FOR_MS = 2 * HOUR_MS;
/** Long enough before the end for somebody who is at work to renew credentials, holidays included. */
const TELL_CREDENTIALS_MS = 7 * DAY_MS;
/** Budgets of a month are the longest; what nobody drew on for longer begins anew anyway. */
const FORGET_BUDGETS_MS = 40 * DAY_MS;

/** Looks at what no single poll can see: silence, credentials that end, budgets that nobody uses any more. */
export class SourceHealthDesk {
  constructor(
    private readonly store: SourceHealthStore,
    private readonly budgets: BudgetBook,
    private readonly houseCalendar: () => Promise<WorkingCalendar>,
    private readonly clock: Clock,
    private readonly mail: HandOnMail | null,
  ) {}

  /** Resolves to the number of sources that fell silent. */
  async lookForSilence(): Promise<number> {
    const now = this.clock.now();
    const { zone } = await this.houseCalendar();
    const from = new Date(now.getTime() - RHYTHM_DAYS * DAY_MS);
    let begun = 0;
    for (const { sourceId, silentSince, hours } of await this.store.rhythms(
      from,
      new Date(now.getTime() - QUIET_FOR_MS),
    )) {
      const silence = silenceOf(hours, zone, now);
      if (silence === null && silentSince !== null) await this.store.endSilence(sourceId);
      if (silence === null || silentSince !== null) continue;
      if (await this.store.beginSilence({ sourceId, ...silence }, now, this.mail)) begun += 1;
    }
    return begun;
  }

  /** Resolves to the number of sources whose credentials were announced to end. */
  async lookAtCredentials(): Promise<number> {
    const now = this.clock.now();
    return this.store.tellExpiring(new Date(now.getTime() + TELL_CREDENTIALS_MS), now, this.mail);
  }

  /** Resolves to the number of budgets that were forgotten. */
  async forgetBudgets(): Promise<number> {
    return this.budgets.forget(new Date(this.clock.now().getTime() - FORGET_BUDGETS_MS));
  }
}
