import type { IncomingMessage, SeenReply } from '@earshot/domain';
import type { z } from 'zod';
import { MAX_RAW_BYTES, type RejectedItem } from '../connector.js';
import { itemKey } from './item-key.js';

/** What one item of an API's answer turned out to be. */
export type ItemOutcome =
  | { readonly message: IncomingMessage }
  | { readonly reply: SeenReply }
  | { readonly rejected: RejectedItem }
  /** The external id of something that its author or a moderator took away. */
  | { readonly removed: string }
  /** Left aside on purpose, with the reason under which it is counted. */
  | { readonly skipped: string };

export interface ApiItem {
  /** Names one revision of one item, in 24 characters. */
  readonly key: string;
  /** Its place in the order of its stream; `null` where it has none that can be read. */
  readonly at: Date | null;
  readonly outcome: ItemOutcome;
}

/** What a mapper makes of an item: its place in the order, and what it is. */
export interface MappedItem {
  readonly at: Date | null;
  readonly outcome: ItemOutcome;
}

/** How the items of one kind are read. */
export interface ItemReader<Item> {
  /** How a person calls one of them, in the singular: `post`, `review`. */
  readonly noun: string;
  readonly schema: z.ZodType<Item>;
  /** The item's external id, also where the rest of it cannot be read; anything but a string is no id. */
  idOf(raw: unknown): unknown;
  map(item: Item): MappedItem;
}

/**
 * Reads one item as the API gave it. What is too large or of another form is rejected with its raw form, so that the others
 * of its page are read; this never throws for what stands in `raw`.
 *
 * @param maxItemBytes of the item as JSON
 */
export function readItem<Item>(raw: unknown, reader: ItemReader<Item>, maxItemBytes: number): ApiItem {
  const json = JSON.stringify(raw) ?? '';
  const bytes = Buffer.byteLength(json);
  if (bytes > maxItemBytes)
    return rejectedItem(raw, json, reader, 'too-large', `has ${bytes} bytes; at most ${maxItemBytes} are read`);
  const read = reader.schema.safeParse(raw);
  if (!read.success) return unparsableItem(raw, reader, read.error);
  const { at, outcome } = reader.map(read.data);
  return { key: keyOf(outcome, json), at, outcome };
}

/** An item of another form than its schema's, with its raw form: it goes to the quarantine. */
export function unparsableItem(
  raw: unknown,
  reader: Pick<ItemReader<unknown>, 'noun' | 'idOf'>,
  error: z.ZodError,
): ApiItem {
  const json = JSON.stringify(raw) ?? '';
  return rejectedItem(raw, json, reader, 'unparsable', `cannot be read: ${firstFault(error)}`);
}

/** The first thing that is wrong, with its place: `account.id: expected string`. */
export function firstFault(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it has another form';
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}

function rejectedItem(
  raw: unknown,
  json: string,
  reader: Pick<ItemReader<unknown>, 'noun' | 'idOf'>,
  reason: string,
  what: string,
): ApiItem {
  const externalId = shownId(raw, reader);
  const detail = `The ${reader.noun}${externalId === null ? '' : ` ${externalId}`} ${what}`;
  const outcome = { rejected: { externalId, reason, detail, raw: Buffer.from(json).subarray(0, MAX_RAW_BYTES) } };
  return { key: keyOf(outcome, json), at: null, outcome };
}

/** An id that is longer than any channel's is a fault itself and of no use as a name. */
const MAX_ID_LENGTH = 512;

function shownId(raw: unknown, reader: Pick<ItemReader<unknown>, 'idOf'>): string | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const id = reader.idOf(raw);
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH ? id : null;
}

/** Counters of likes and views change all the time, so an item is known by its id and revision where it has them. */
function keyOf(outcome: ItemOutcome, json: string): string {
  if ('message' in outcome)
    return itemKey(`message\n${outcome.message.externalId}`, `at ${outcome.message.revision ?? ''}`);
  // What was taken away and is put back is new again.
  if ('removed' in outcome) return itemKey(`message\n${outcome.removed}`, 'removed');
  if ('reply' in outcome) return itemKey(`reply\n${outcome.reply.externalId}`, '');
  if ('rejected' in outcome && outcome.rejected.externalId !== null)
    return itemKey(`rejected\n${outcome.rejected.externalId}`, outcome.rejected.reason);
  return itemKey(json, '');
}
