import {
  receiversOf,
  type AuditLog,
  type Clock,
  type NotificationChannelStore,
  type NotificationEvent,
  type NotificationRule,
  type UserStore,
} from '@earshot/domain';

const DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;
/** More is not looked through; a preview is not an account. */
const MOST_LOOKED_AT = 20_000;

export interface PreviewedRule {
  readonly days: number;
  readonly fitting: number;
  readonly of: number;
  readonly channels: { id: string; name: string }[];
  readonly people: { id: string; name: string }[];
  readonly events: { event: NotificationEvent; count: number }[];
}

type Wanted = Omit<NotificationRule, 'id'>;

/** The rules as people write them. */
export class RuleBook {
  constructor(
    private readonly store: NotificationChannelStore,
    private readonly users: UserStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly NotificationRule[]> {
    return this.store.rules();
  }

  /** @throws InvalidInput when it names what does not exist */
  async add(rule: Wanted, actorId: string): Promise<NotificationRule> {
    const id = await this.store.addRule(rule);
    await this.record('notification_rule.added', id, actorId);
    return { ...rule, id };
  }

  /** @throws NotFound, InvalidInput when it names what does not exist */
  async change(rule: NotificationRule, actorId: string): Promise<NotificationRule> {
    await this.store.changeRule(rule);
    await this.record('notification_rule.changed', rule.id, actorId);
    return rule;
  }

  /** @throws NotFound */
  async remove(id: string, actorId: string): Promise<void> {
    await this.store.removeRule(id);
    await this.record('notification_rule.removed', id, actorId);
  }

  /**
   * Whom a rule, on as it may be, would have told in the last seven days, and of what.
   *
   * @throws InvalidInput when it names what does not exist
   */
  async preview(rule: Wanted): Promise<PreviewedRule> {
    await this.store.requireKnown(rule);
    const since = new Date(this.clock.now().getTime() - DAYS * DAY_MS);
    const [matters, users, channels] = await Promise.all([
      this.store.pastMatters(since, MOST_LOOKED_AT),
      this.users.list(),
      this.store.channels(),
    ]);
    const people = users.filter(({ disabledAt }) => disabledAt === null);
    const rules = [{ ...rule, id: '0', enabled: true }];
    const told = matters
      .map((matter) => ({ event: matter.event, ...receiversOf(rules, matter, matter.sourceId, people) }))
      .filter(({ channelIds, userIds }) => channelIds.length + userIds.length > 0);
    const counts = new Map<NotificationEvent, number>();
    for (const { event } of told) counts.set(event, (counts.get(event) ?? 0) + 1);
    const named = <One extends { id: string; name: string }>(all: readonly One[], ids: readonly string[]) =>
      all.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
    return {
      days: DAYS,
      fitting: told.length,
      of: matters.length,
      channels: named(
        channels,
        told.flatMap(({ channelIds }) => channelIds),
      ),
      people: named(
        people,
        told.flatMap(({ userIds }) => userIds),
      ),
      events: [...counts].map(([event, count]) => ({ event, count })).sort((a, b) => b.count - a.count),
    };
  }

  private async record(action: string, subjectId: string, actorId: string): Promise<void> {
    const at = this.clock.now();
    await this.audit.record({ at, actorId, action, subjectKind: 'notification_rule', subjectId, detail: {} });
  }
}
