import type { RejectedItem } from '@earshot/connector-kit';
import { deliveredRow, rejectedDelivery } from '@earshot/connectors';
import { InvalidInput, type Channel, type Fault, type IncomingMessage, type SeenReply } from '@earshot/domain';

/** More of them belong into several deliveries: one is stored in one transaction. */
export const MOST_MESSAGES = 1_000;

export interface Delivered {
  readonly messages: readonly IncomingMessage[];
  readonly replies: readonly SeenReply[];
  readonly rejected: readonly RejectedItem[];
  /** Of the rejected, for the sender. */
  readonly faults: readonly Fault[];
}

/**
 * The messages of a delivery's body: `{ "messages": [ … ] }`, or one message by itself. A message with faults is set aside
 * alone.
 * @throws InvalidInput when the body as a whole is none of these
 */
export function deliveredMessages(body: Uint8Array, now: Date, channel: Channel): Delivered {
  const rows = rowsOf(parsed(body));
  const messages: IncomingMessage[] = [];
  const replies: SeenReply[] = [];
  const rejections: RejectedItem[] = [];
  const faults: Fault[] = [];
  rows.forEach((row, index) => {
    const outcome = deliveredRow(row, { channel }, now);
    if ('message' in outcome) messages.push(outcome.message);
    else if ('reply' in outcome) replies.push(outcome.reply);
    else if ('faults' in outcome) {
      const found = outcome.faults.map(({ path, message, value }) => ({
        path: `messages.${index}${path === 'row' ? '' : `.${path}`}`,
        message: value === null ? message : `${message}, but here stands ${value}`,
      }));
      faults.push(...found);
      rejections.push(rejectedDelivery(outcome, row).rejected);
    }
  });
  return { messages, replies, rejected: rejections, faults };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new InvalidInput(error instanceof SyntaxError ? 'The body is not JSON' : 'The body is not UTF-8');
  }
}

function rowsOf(body: unknown): readonly unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw wrong('', 'must be an object: one message, or messages with a list of them');
  if (!('messages' in body)) return [body];
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > MOST_MESSAGES)
    throw wrong('messages', `must be a list of 1 to ${MOST_MESSAGES} messages`);
  return messages;
}

const wrong = (path: string, message: string): InvalidInput =>
  new InvalidInput('The delivery cannot be read', [{ path, message }]);
