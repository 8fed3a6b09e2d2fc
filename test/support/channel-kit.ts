import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import type { ChannelKind, Clock, NewChannel, NotificationRule } from '@earshot/domain';
import { ChannelDesk, newSigningKey, sealChannel } from '@earshot/notifications';
import { PostgresNotificationChannelStore } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { testBox } from './intake-settings.js';

const CONTEXT = { organisation: 'Harbour Bank', publicUrl: 'https://earshot.harbour-bank.example' };
const EVERYTHING: Omit<NotificationRule, 'id' | 'channelIds'> = {
  name: 'Everything',
  enabled: true,
  events: [],
  minSeverity: 'none',
  sourceIds: [],
  roles: [],
  userIds: [],
};

export interface AddedChannel {
  readonly id: string;
  readonly key: string;
}

/** A channel that is told of everything. */
export async function addChannel(
  dataSource: DataSource,
  url: string,
  at: Date,
  given: Partial<NewChannel> & { readonly kind?: ChannelKind } = {},
): Promise<AddedChannel> {
  const key = newSigningKey();
  const id = await new PostgresNotificationChannelStore(dataSource).add(
    {
      kind: 'webhook',
      name: url,
      host: new URL(url).host,
      sealed: sealChannel(testBox, { url, key }),
      language: 'en',
      zone: 'Europe/Helsinki',
      showsCustomers: false,
      everyMinutes: 0,
      ...given,
    },
    EVERYTHING,
    at,
  );
  return { id, key };
}

/** A worker, as far as channels go: its own way out, which reaches only these hosts beside the public internet. */
export function openChannelDesk(
  dataSource: DataSource,
  clock: Clock,
  allowedHosts: readonly string[],
  timeoutMs = 5_000,
): { readonly desk: ChannelDesk; readonly store: PostgresNotificationChannelStore; close(): Promise<void> } {
  const http = new GuardedHttpClient(new AddressGuard(allowedHosts), { now: () => clock.now() });
  const store = new PostgresNotificationChannelStore(dataSource);
  const desk = new ChannelDesk(store, http, testBox, clock, CONTEXT, null, { timeoutMs, random: () => 0 });
  return { desk, store, close: () => http.close() };
}
