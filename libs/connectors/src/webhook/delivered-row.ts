import { rejected, rowOutcome, type FaultyRow, type Outcome, type RereadItem } from '@earshot/connector-kit';
import type { Channel } from '@earshot/domain';

/** What a delivery leaves unsaid. */
interface DeliveryContext {
  readonly channel: Channel;
}

/** One message of a delivery. @param now the time of messages that name none */
export function deliveredRow(row: unknown, { channel }: DeliveryContext, now: Date): Outcome | FaultyRow {
  return rowOutcome(row, { channel, changedAt: now, handleNamespace: 'webhook' });
}

/** A message that cannot be read, in its raw form; its place in the delivery says nothing to whoever looks at it alone. */
export function rejectedDelivery({ faults, externalId }: FaultyRow, row: unknown): ReturnType<typeof rejected> {
  const detail = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  return rejected('invalid-message', detail, Buffer.from(JSON.stringify(row)), externalId);
}

/** Reads a message of the quarantine as a delivery would bring it. */
export function rereadDelivered(options: DeliveryContext, raw: Uint8Array, now: Date): Promise<RereadItem | null> {
  const row: unknown = JSON.parse(new TextDecoder().decode(raw));
  const outcome = deliveredRow(row, options, now);
  return Promise.resolve('faults' in outcome ? rejectedDelivery(outcome, row) : outcome);
}
