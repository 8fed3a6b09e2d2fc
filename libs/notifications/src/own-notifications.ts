import {
  InvalidInput,
  LONGEST_MUTE_DAYS,
  type AuditLog,
  type Clock,
  type NotificationChoices,
  type NotificationPreferenceStore,
  type NotificationPreferences,
} from '@earshot/domain';

const DAY_MS = 24 * 60 * 60_000;

/** How people want to be told, as they choose it themselves. */
export class OwnNotifications {
  constructor(
    private readonly store: NotificationPreferenceStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A mute that is over is none. */
  async of(userId: string): Promise<NotificationPreferences> {
    const found = await this.store.of(userId);
    const isMuted = found.mutedUntil !== null && found.mutedUntil > this.clock.now();
    return { ...found, mutedUntil: isMuted ? found.mutedUntil : null };
  }

  async choose(userId: string, choices: NotificationChoices): Promise<NotificationPreferences> {
    await this.store.choose(userId, choices, this.clock.now());
    await this.record('user.notifications_changed', userId);
    return this.of(userId);
  }

  /** `null` ends it. @throws InvalidInput when `until` does not lie ahead, or further than `LONGEST_MUTE_DAYS` */
  async mute(userId: string, until: Date | null): Promise<NotificationPreferences> {
    const now = this.clock.now();
    const longest = new Date(now.getTime() + LONGEST_MUTE_DAYS * DAY_MS);
    if (until !== null && (until <= now || until > longest)) {
      const message = `is ${until.toISOString()}, must lie ahead and before ${longest.toISOString()}`;
      throw new InvalidInput('Nothing was muted', [{ path: 'until', message }]);
    }
    await this.store.mute(userId, until, now);
    await this.record(until === null ? 'user.unmuted' : 'user.muted', userId);
    return this.of(userId);
  }

  private async record(action: string, userId: string): Promise<void> {
    const at = this.clock.now();
    await this.audit.record({ at, actorId: userId, action, subjectKind: 'user', subjectId: userId, detail: {} });
  }
}
