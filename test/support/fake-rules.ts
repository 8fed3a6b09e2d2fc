import {
  AddChannelRequest,
  ChangeChannelRequest,
  ChannelDeliveryPage,
  ChannelList,
  ChannelView,
  ChannelWithKey,
  ReplayAnswer,
  ReplayRequest,
  RuleList,
  RulePreview,
  RuleRequest,
  RuleView,
  type ChannelDeliveryView,
  type Session,
} from '@earshot/contracts';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const READERS: readonly Session['user']['role'][] = ['ops', 'admin'];

const HEALTHY = {
  state: 'healthy' as const,
  since: null,
  reason: null,
  nextTryAt: null,
  disabledAt: null,
  disabledReason: null,
};

/** What a view says of a channel that is off. */
export function switchedOff(reason: string) {
  const at = new Date().toISOString();
  return { ...HEALTHY, state: 'off' as const, since: at, reason, disabledAt: at, disabledReason: reason };
}

/** The channels of the house and the rules that lead there. */
export class FakeRules implements FakeDesk {
  readonly channels = new Map<string, ChannelView>();
  readonly rules = new Map<string, RuleView>();
  deliveries: ChannelDeliveryView[] = [];
  private lastId = 0;

  constructor(private readonly role: Session['user']['role']) {}

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    const [what, id, deed] = path;
    if (what !== 'notification-channels' && what !== 'notification-rules') return null;
    if (!READERS.includes(this.role)) return problem(403);
    return what === 'notification-rules' ? this.rule(method, id, body) : this.channel(method, id, deed, body);
  }

  addChannel(request: Partial<AddChannelRequest> = {}): ChannelView {
    const { url, ...manner } = AddChannelRequest.parse({
      kind: 'slack',
      name: 'Service team',
      url: 'https://hooks.slack.example/services/1',
      language: 'en',
      zone: 'Europe/Riga',
      showsCustomers: false,
      everyMinutes: 0,
      ...request,
    });
    const rest = { ...HEALTHY, oldKeyUntil: null, createdAt: new Date().toISOString() };
    const channel = ChannelView.parse({ ...manner, ...rest, id: this.nextId(), host: new URL(url).host });
    this.channels.set(channel.id, channel);
    return channel;
  }

  addRule(request: Partial<RuleRequest>): RuleView {
    const nobody = { channelIds: [], roles: [], userIds: [] };
    const anything = { name: 'A rule', enabled: true, events: [], minSeverity: 'none', sourceIds: [] };
    const rule = RuleView.parse({ ...anything, ...nobody, ...request, id: this.nextId() });
    this.rules.set(rule.id, rule);
    return rule;
  }

  private channel(method: string, id: string | undefined, deed: string | undefined, body: unknown): FakeAnswer {
    if (id === undefined) {
      if (method === 'GET') return ok(ChannelList.parse({ items: [...this.channels.values()] }));
      const request = AddChannelRequest.safeParse(body);
      if (!request.success) return problem(400, faultsOf(request.error));
      const channel = this.addChannel(request.data);
      return ok(ChannelWithKey.parse({ ...channel, key: channel.kind === 'webhook' ? 'whsec_c2VjcmV0' : null }));
    }
    const channel = this.channels.get(id);
    if (channel === undefined) return problem(404);
    if (deed === 'deliveries') return ok(ChannelDeliveryPage.parse({ items: this.deliveries, next: null }));
    if (deed === 'test') {
      this.deliveries = [testDelivery(this.nextId()), ...this.deliveries];
      return { status: 202 };
    }
    if (deed === 'key') return ok(ChannelWithKey.parse({ ...channel, key: 'whsec_bmV3' }));
    if (deed === 'replay') return channel.state === 'off' ? problem(409) : this.replay(body);
    if (method === 'DELETE') {
      this.channels.delete(id);
      for (const rule of this.rules.values()) this.leaveOut(id, rule);
      return { status: 204 };
    }
    return this.changeChannel(channel, body);
  }

  /** A rule goes with its last target. */
  private leaveOut(channelId: string, rule: RuleView): void {
    const channelIds = rule.channelIds.filter((one) => one !== channelId);
    if (channelIds.length + rule.roles.length + rule.userIds.length === 0) this.rules.delete(rule.id);
    else this.rules.set(rule.id, { ...rule, channelIds });
  }

  private replay(body: unknown): FakeAnswer {
    const { id, since } = ReplayRequest.parse(body);
    const isMeant = ({ id: of, state, createdAt }: ChannelDeliveryView): boolean =>
      since === undefined ? of === id : state === 'failed' && createdAt >= since;
    const again = this.deliveries.filter(isMeant).length;
    this.deliveries = this.deliveries.map((one) => (isMeant(one) ? { ...one, state: 'waiting', attempts: 0 } : one));
    return ok(ReplayAnswer.parse({ again }));
  }

  private changeChannel(channel: ChannelView, body: unknown): FakeAnswer {
    const request = ChangeChannelRequest.safeParse(body);
    if (!request.success) return problem(400, faultsOf(request.error));
    const { enabled, url, ...manner } = request.data;
    const host = url === undefined ? channel.host : new URL(url).host;
    const changed = { ...channel, ...manner, host, ...(enabled ? HEALTHY : switchedOff('Switched off by hand')) };
    this.channels.set(channel.id, changed);
    return ok(ChannelView.parse(changed));
  }

  private rule(method: string, id: string | undefined, body: unknown): FakeAnswer {
    if (method === 'GET') return ok(RuleList.parse({ items: [...this.rules.values()] }));
    if (method === 'DELETE') return this.rules.delete(id ?? '') ? { status: 204 } : problem(404);
    const request = RuleRequest.safeParse(body);
    if (!request.success) return problem(400, faultsOf(request.error));
    const unknown = request.data.channelIds.filter((one) => !this.channels.has(one));
    if (unknown.length > 0)
      return problem(
        400,
        unknown.map((one) => ({ path: 'channelIds', message: `There is no channel ${one}: take it out` })),
      );
    if (id === 'preview') {
      const channels = [...this.channels.values()].filter((one) => request.data.channelIds.includes(one.id));
      const told = { channels: channels.map(({ id: of, name }) => ({ id: of, name })), people: [] };
      return ok(RulePreview.parse({ days: 7, fitting: 3, of: 12, ...told, events: [{ event: 'overdue', count: 3 }] }));
    }
    const rule = id === undefined ? this.addRule(request.data) : RuleView.parse({ ...request.data, id });
    this.rules.set(rule.id, rule);
    return ok(rule);
  }

  private nextId(): string {
    this.lastId += 1;
    return String(this.lastId);
  }
}

function faultsOf(error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] }) {
  return error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

function testDelivery(id: string): ChannelDeliveryView {
  const now = new Date().toISOString();
  const sent = { state: 'sent' as const, error: null, nextTryAt: null, createdAt: now, settledAt: now };
  return { id, test: true, attempts: 1, matters: 0, about: [], ...sent };
}
