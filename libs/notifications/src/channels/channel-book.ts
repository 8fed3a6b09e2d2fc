import type { NetworkGuard } from '@earshot/connector-kit';
import {
  ConnectorError,
  InvalidInput,
  type AuditLog,
  type ChannelChange,
  type ChannelKind,
  type ChannelManner,
  type Clock,
  type NotificationChannel,
  type NotificationChannelStore,
  type NotificationRule,
} from '@earshot/domain';
import { openChannel, sealChannel, type SecretSeal } from './channel-seal.js';
import { rotatedKeys } from './signing-keys.js';
import { newSigningKey } from './standard-webhooks.js';

const HOUR_MS = 60 * 60_000;
/** A person waits; a name server that is slower has its word when a message is sent. Milliseconds. */
const LOOK_UP_MS = 3_000;

/** What a new channel is told of until somebody says otherwise: what is late, what cannot wait, and what has stopped. */
const FIRST_RULE: Omit<NotificationRule, 'id' | 'name' | 'channelIds'> = {
  enabled: true,
  events: [
    'at_once',
    'overdue',
    'promise_broken',
    'spike',
    'source_trouble',
    'credentials_expiring',
    'channel_disabled',
  ],
  minSeverity: 'medium',
  sourceIds: [],
  roles: [],
  userIds: [],
};

export interface WantedChannel extends ChannelManner {
  readonly kind: ChannelKind;
  readonly url: string;
}

export interface ChangedChannel extends ChannelManner {
  readonly url: string | null;
  readonly enabled: boolean;
}

/** The channels as people set them up. Addresses and keys go in and never come out, but for a key when it is made. */
export class ChannelBook {
  constructor(
    private readonly store: NotificationChannelStore,
    private readonly box: SecretSeal,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly guard: NetworkGuard,
  ) {}

  /** With its first rule. @throws Conflict when the name is taken; InvalidInput where its address may not be contacted */
  async add({ url, kind, ...manner }: WantedChannel, actorId: string): Promise<{ id: string; key: string | null }> {
    await this.requireContactable(url);
    const key = kind === 'webhook' ? newSigningKey() : null;
    const sealed = sealChannel(this.box, { url, ...(key !== null && { key }) });
    const rule = { ...FIRST_RULE, name: manner.name };
    const id = await this.store.add({ ...manner, kind, host: new URL(url).host, sealed }, rule, this.clock.now());
    await this.record('channel.added', id, actorId, { kind });
    return { id, key };
  }

  /** @throws NotFound, Conflict when the name is taken, InvalidInput where its new address may not be contacted */
  async change(id: string, { url, enabled, ...manner }: ChangedChannel, actorId: string): Promise<void> {
    const before = await this.store.channel(id);
    if (url !== null) await this.requireContactable(url);
    const address = url === null ? {} : { address: this.moved(before.sealed, url) };
    await this.store.change(id, { manner, ...address, ...this.switched(before, enabled) });
    await this.record('channel.changed', id, actorId, { address: url !== null, enabled });
  }

  /**
   * A new signing key, shown this once; every one before it signs until its own time is over.
   *
   * @throws NotFound, InvalidInput when it signs nothing, Conflict when too many keys sign already
   */
  async rotateKey(id: string, overlapHours: number, actorId: string): Promise<string> {
    const { kind, sealed, oldKeyUntil } = await this.store.channel(id);
    if (kind !== 'webhook') {
      throw new InvalidInput('Only webhooks are signed', [{ path: 'id', message: `is a channel of the kind ${kind}` }]);
    }
    const { url, ...before } = openChannel(this.box, sealed);
    const keys = rotatedKeys(before, oldKeyUntil, this.clock.now(), overlapHours * HOUR_MS);
    const lastUntil = keys.formerKeys.map(({ until }) => new Date(until).getTime());
    await this.store.change(id, {
      keys: {
        found: sealed,
        sealed: sealChannel(this.box, { url, ...keys }),
        oldKeyUntil: lastUntil.length === 0 ? null : new Date(Math.max(...lastUntil)),
      },
    });
    await this.record('channel.key_rotated', id, actorId, { overlapHours });
    return keys.key;
  }

  /** @throws NotFound */
  async remove(id: string, actorId: string): Promise<void> {
    await this.store.remove(id);
    await this.record('channel.removed', id, actorId, {});
  }

  /** @throws NotFound */
  async test(id: string, actorId: string): Promise<void> {
    await this.store.addTest(id, this.clock.now());
    await this.record('channel.tested', id, actorId, {});
  }

  /** @throws NotFound, Conflict while it is off: what was asked for would not be tried */
  async replay(id: string, which: { since: Date } | { id: string }, actorId: string): Promise<number> {
    const again = await this.store.replay(id, which, this.clock.now());
    await this.record('channel.replayed', id, actorId, { again });
    return again;
  }

  /**
   * Refused when it is entered, not for days in a log. A name that is not known now may be when a message is sent, which is
   * when the guard decides again. @throws InvalidInput
   */
  private async requireContactable(url: string): Promise<void> {
    const refusal = await this.refusalOf(new URL(url));
    if (refusal === null) return;
    const message = `${refusal}. A server of your own house must be named in network.allowedHosts`;
    throw new InvalidInput('The channel cannot be told there', [{ path: 'url', message }]);
  }

  private async refusalOf({ hostname, port, protocol }: URL): Promise<string | null> {
    const signal = AbortSignal.timeout(LOOK_UP_MS);
    try {
      await this.guard.resolve(hostname, signal, Number(port) || (protocol === 'https:' ? 443 : 80));
      return null;
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof ConnectorError)) throw error;
      return error.kind === 'misconfigured' ? error.message : null;
    }
  }

  private moved(sealed: Uint8Array, url: string): NonNullable<ChannelChange['address']> {
    const moved = sealChannel(this.box, { ...openChannel(this.box, sealed), url });
    return { host: new URL(url).host, found: sealed, sealed: moved };
  }

  /** Switched off by hand it keeps its reason; on again, it begins anew. */
  private switched({ disabledAt }: NotificationChannel, enabled: boolean): Pick<ChannelChange, 'disabled'> {
    if (enabled === (disabledAt === null)) return {};
    return { disabled: enabled ? null : { at: this.clock.now(), reason: 'Switched off by hand' } };
  }

  private async record(
    action: string,
    subjectId: string,
    actorId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record({ at: this.clock.now(), actorId, action, subjectKind: 'channel', subjectId, detail });
  }
}
