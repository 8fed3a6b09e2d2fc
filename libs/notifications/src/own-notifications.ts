import {
  disturbTime,
  InvalidInput,
  LONGEST_MUTE_DAYS,
  type AuditLog,
  type Clock,
  type NotificationChoices,
  type NotificationPreferenceStore,
  type NotificationPreferences,
  type Severity,
  type User,
} from '@earshot/domain';

const DAY_MS = 24 * 60 * 60_000;

type Person = Pick<User, 'id' | 'zone'>;

/** What a person has chosen, with what it comes to now. */
export interface OwnPreferences extends NotificationPreferences {
  /** Until when they are not disturbed by what happens now; `null` when it may disturb. */
  readonly quietUntil: { readonly critical: Date | null; readonly other: Date | null };
}

/** How people want to be told, as they choose it themselves. */
export class OwnNotifications {
  constructor(
    private readonly store: NotificationPreferenceStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A mute that is over is none. */
  async of({ id, zone }: Person): Promise<OwnPreferences> {
    const found = await this.store.of(id);
    const now = this.clock.now();
    const isMuted = found.mutedUntil !== null && found.mutedUntil > now;
    const quietUntil = (severity: Severity): Date | null => {
      const time = disturbTime(found, zone, severity, now);
      return time > now ? time : null;
    };
    return {
      ...found,
      mutedUntil: isMuted ? found.mutedUntil : null,
      quietUntil: { critical: quietUntil('critical'), other: quietUntil('none') },
    };
  }

  async choose(person: Person, choices: NotificationChoices): Promise<OwnPreferences> {
    await this.store.choose(person.id, choices, this.clock.now());
    await this.record('user.notifications_changed', person.id);
    return this.of(person);
  }

  /** `null` ends it. @throws InvalidInput when `until` does not lie ahead, or further than `LONGEST_MUTE_DAYS` */
  async mute(person: Person, until: Date | null): Promise<OwnPreferences> {
    const now = this.clock.now();
    const longest = new Date(now.getTime() + LONGEST_MUTE_DAYS * DAY_MS);
    if (until !== null && (until <= now || until > longest)) {
      const message = `is ${until.toISOString()}, must lie ahead and before ${longest.toISOString()}`;
      throw new InvalidInput('Nothing was muted', [{ path: 'until', message }]);
    }
    await this.store.mute(person.id, until, now);
    await this.record(until === null ? 'user.unmuted' : 'user.muted', person.id);
    return this.of(person);
  }

  private async record(action: string, userId: string): Promise<void> {
    const at = this.clock.now();
    await this.audit.record({ at, actorId: userId, action, subjectKind: 'user', subjectId: userId, detail: {} });
  }
}
