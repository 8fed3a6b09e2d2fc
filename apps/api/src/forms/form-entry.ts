import { textMark } from '@earshot/connector-kit';
import type { FormOptions } from '@earshot/connectors';
import type { IncomingMessage } from '@earshot/domain';
import { z } from 'zod';

/** The fields of the form, by their names in the request, with the most characters that are taken. */
export const FIELD_LIMITS = { name: 200, email: 254, orderNumber: 100, topic: 80, text: 10_000 } as const;
export type FormField = keyof typeof FIELD_LIMITS;

/** A field that people do not see; programs fill in what has a familiar name. */
export const TRAP = 'website';

/** What was typed, as it was typed. */
export type FormEntry = Readonly<Record<FormField, string>>;

export const EMPTY_ENTRY: FormEntry = { name: '', email: '', orderNumber: '', topic: '', text: '' };

export type FaultName = 'missing' | 'tooLong' | 'noAddress' | 'noTopic';
export interface FormFault {
  readonly field: FormField;
  readonly fault: FaultName;
}

/** A request without one of these has an empty one; what else it holds is left aside. */
const typed = z.string().catch('');
export const sentForm = z.object({
  name: typed,
  email: typed,
  orderNumber: typed,
  topic: typed,
  text: typed,
  token: typed,
  [TRAP]: typed,
});
export type SentForm = z.output<typeof sentForm>;

const mailAddress = z.email();

/** What the visitor is asked to correct, in the order of the fields. Pure. */
export function entryFaults(entry: FormEntry, options: FormOptions): FormFault[] {
  const asked = { name: options.name, email: options.email, orderNumber: options.orderNumber };
  const needed = {
    ...asked,
    topic: options.topics.length > 0 ? 'required' : 'hidden',
    text: 'required',
  } satisfies Record<FormField, string>;
  const fields = ['topic', 'text', 'orderNumber', 'name', 'email'] as const;
  return fields.flatMap((field): FormFault[] => {
    const value = entry[field].trim();
    if (needed[field] === 'hidden') return [];
    if (value === '') return needed[field] === 'required' ? [{ field, fault: 'missing' }] : [];
    if (value.length > FIELD_LIMITS[field]) return [{ field, fault: 'tooLong' }];
    if (field === 'email' && !mailAddress.safeParse(value).success) return [{ field, fault: 'noAddress' }];
    if (field === 'topic' && !options.topics.includes(value)) return [{ field, fault: 'noTopic' }];
    return [];
  });
}

/**
 * What was sent as a message. The same form sent again with the same entries is the same message; with others (gone back to,
 * and filled in for the next complaint) it is a message of its own.
 *
 * @param trapped the field that people do not see was filled in: kept, but as spam
 */
export function messageOfEntry(
  entry: FormEntry,
  options: FormOptions,
  sent: { readonly id: string; readonly at: Date; readonly trapped: boolean },
): IncomingMessage {
  const shown = (field: 'name' | 'email' | 'orderNumber'): string | null =>
    options[field] === 'hidden' ? null : entry[field].trim() || null;
  const topic = options.topics.length > 0 ? entry.topic.trim() : '';
  const subject = [topic, shown('orderNumber') ?? ''].filter((part) => part !== '').join(' · ');
  const text = entry.text.replace(/\r\n?/g, '\n').trim();
  const [name, address] = [shown('name'), shown('email')?.toLowerCase() ?? null];
  const externalId = `${sent.id}:${textMark(name, address, subject, text)}`;
  return {
    externalId,
    revision: null,
    channel: 'form',
    kind: sent.trapped ? 'spam' : 'person',
    author: { name, address, handle: null, namespace: null },
    sentAt: sent.at,
    subject: subject === '' ? null : subject,
    text,
    quoted: null,
    signature: null,
    language: null,
    rating: null,
    url: null,
    threadId: externalId,
    references: [],
    attachments: [],
    tags: sent.trapped ? ['trap-filled'] : [],
  };
}
