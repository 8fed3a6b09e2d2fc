import { Inject, Injectable } from '@nestjs/common';
import type { DigestPreview, DigestsView, DigestTestAnswer, DigestView } from '@earshot/contracts';
import {
  AuditLog,
  Clock,
  Conflict,
  DIGEST_EDITIONS,
  DIGEST_ROLES,
  DigestStore,
  hasDailyEdition,
  InvalidInput,
  NotFound,
  plainLanguage,
  requireDigestReader,
  type DigestEdition,
  type DigestSubscription,
  type Fault,
  type StoredDigestSubscription,
  type User,
} from '@earshot/domain';
import { PolicyBook } from '@earshot/follow-up';
import {
  DIGEST_LANGUAGES,
  DigestWriter,
  nextDigestAt,
  nextEditionOf,
  SEND_DIGEST,
  type SendDigest,
} from '@earshot/reporting';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { presented } from '../http/presented.js';
import { DigestReaders } from './digest-readers.js';

const DELIVERIES_SHOWN = 30;

/** What readers have set up, shown and changed. */
@Injectable()
export class DigestEditions {
  constructor(
    private readonly store: DigestStore,
    private readonly readers: DigestReaders,
    private readonly writer: DigestWriter,
    private readonly policy: PolicyBook,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @throws NotFound */
  async of(userId: string): Promise<DigestsView> {
    const user = await this.user(userId);
    const found = await this.store.subscriptions(userId);
    const nextAt = DIGEST_ROLES.includes(user.role) ? await this.nextEditions() : () => null;
    return {
      editions: DIGEST_EDITIONS.map((edition) => {
        const known = found.find((one) => one.edition === edition);
        return known === undefined ? this.notSetUp(user, edition) : view(known, nextAt(known));
      }),
      deliveries: (await this.store.deliveries(userId, DELIVERIES_SHOWN)).map(presented),
    };
  }

  async everybodys(): Promise<DigestView[]> {
    const nextAt = await this.nextEditions();
    return (await this.store.subscriptions(null)).map((one) => view(one, nextAt(one)));
  }

  /**
   * @throws NotFound for a reader, source or owner that does not exist; InvalidInput for a calendar or language, and where
   * the reader's role has no digests
   */
  async save(userId: string, subscription: DigestSubscription, actorId: string): Promise<DigestView> {
    const user = await this.user(userId);
    // Switching one off is for everybody: a role can be lost.
    if (subscription.enabled) requireDigestReader(user);
    await this.requireKnown(subscription);
    const at = this.clock.now();
    const saved = await this.store.save(userId, subscription, (timing) => nextDigestAt(timing, at));
    const { edition, enabled } = saved;
    const detail = { edition, enabled, userId };
    await this.audit.record({
      at,
      actorId,
      action: 'digest.saved',
      subjectKind: 'digest',
      subjectId: saved.id,
      detail,
    });
    return view(saved, (await this.nextEditions())(saved));
  }

  /** As it is set up, or as it would begin. @throws NotFound */
  async preview(userId: string, edition: DigestEdition): Promise<DigestPreview> {
    const user = await this.user(userId);
    const found = await this.store.subscriptions(userId);
    const asked = found.find((one) => one.edition === edition) ?? beginning(edition, this.settings.digests.localTime);
    const { subject, html, text } = await this.writer.write(
      {
        ...asked,
        zone: asked.zone ?? user.zone,
        language: asked.language ?? user.language,
        hasDaily: hasDailyEdition(found),
      },
      null,
    );
    return { subject, html, text };
  }

  /** @throws NotFound when it was never set up; InvalidInput where the role has none; Conflict where no mail is sent */
  async sendTest(userId: string, edition: DigestEdition): Promise<DigestTestAnswer> {
    const user = await this.user(userId);
    requireDigestReader(user);
    const known = await this.readers.subscription(userId, { edition });
    if (known === null) throw new NotFound('Digest', edition);
    const { queue, mailServer } = this.settings.digests;
    if (!mailServer) throw new Conflict('No mail can be sent: smtp.host and smtp.from are not set');
    await queue.send<SendDigest>(SEND_DIGEST, { testOf: known.id });
    return { to: user.email };
  }

  /** A digest would come all the same, on other days and in English, and nobody would know why. @throws InvalidInput */
  private async requireKnown({ calendar, language }: DigestSubscription): Promise<void> {
    const faults: Fault[] = [];
    const calendars = (await this.policy.policy()).allCalendars.map(({ name }) => name);
    if (calendar !== null && !calendars.includes(calendar))
      faults.push({ path: 'calendar', message: `must be one of ${calendars.join(', ')}, not '${calendar}'` });
    if (language !== null && !DIGEST_LANGUAGES.includes(plainLanguage(language)))
      faults.push({ path: 'language', message: `must be one of ${DIGEST_LANGUAGES.join(', ')}, not '${language}'` });
    if (faults.length > 0) throw new InvalidInput('The digest cannot be made like this', faults);
  }

  /** When the next edition of a subscription comes; `null` when none does. */
  private async nextEditions(): Promise<(subscription: StoredDigestSubscription) => Date | null> {
    const policy = await this.policy.policy();
    const now = this.clock.now();
    return (one) => nextEditionOf(one, now, policy.calendar(one.calendar));
  }

  private async user(userId: string): Promise<User> {
    const user = await this.readers.find(userId);
    if (user === null) throw new NotFound('User', userId);
    return user;
  }

  private notSetUp({ id, name }: User, edition: DigestEdition): DigestView {
    const start = beginning(edition, this.settings.digests.localTime);
    const scope = { sourceIds: [], languages: [], ownerIds: [] };
    const unknown = { id: null, pausedAt: null, pauseReason: null, nextAt: null };
    return { ...start, days: [...start.days], scope, user: { id, name }, ...unknown };
  }
}

/** What an edition begins with: everything, in the morning of working days. */
function beginning(edition: DigestEdition, localTime: string): DigestSubscription {
  return {
    edition,
    enabled: false,
    localTime,
    days: [1, 2, 3, 4, 5, 6, 7],
    workingDaysOnly: true,
    calendar: null,
    zone: null,
    language: null,
    format: 'html',
    scope: { sourceIds: [], languages: [], ownerIds: [] },
  };
}

function view(
  { userId, userName, scope, days, lookAt: _lookAt, readerZone: _readerZone, ...rest }: StoredDigestSubscription,
  nextAt: Date | null,
): DigestView {
  const { sourceIds, languages, ownerIds } = scope;
  return {
    ...presented({ ...rest, nextAt }),
    days: [...days],
    scope: { sourceIds: [...sourceIds], languages: [...languages], ownerIds: [...ownerIds] },
    user: { id: userId, name: userName },
  };
}
