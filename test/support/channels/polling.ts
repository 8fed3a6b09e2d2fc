import type { ConnectorDefinition, ConnectorKit, OutgoingReply, Page, PollLimits } from '@earshot/connector-kit';
import { ConnectorError, ReplyError, type IncomingMessage, type SeenReply } from '@earshot/domain';

const LIMITS: PollLimits = { pageSize: 100, maxItemBytes: 1024 * 1024, since: null };

export interface Polled<Cursor> {
  readonly pages: readonly Page<Cursor>[];
  readonly messages: readonly IncomingMessage[];
  readonly replies: readonly SeenReply[];
  readonly ids: readonly string[];
  readonly cursor: Cursor;
}

/** Reads a channel once, as the host does. */
export async function poll<Options, Cursor>(
  definition: ConnectorDefinition<Options, Cursor>,
  options: unknown,
  kit: ConnectorKit,
  from: Cursor | null = null,
  limits: Partial<PollLimits> = {},
): Promise<Polled<Cursor>> {
  const connector = definition.create(definition.options.parse(options), kit);
  const pages: Page<Cursor>[] = [];
  for await (const page of connector.poll(from, { ...LIMITS, ...limits }, new AbortController().signal))
    pages.push(page);
  await connector.close();
  const messages = pages.flatMap((page) => page.messages);
  return {
    pages,
    messages,
    replies: pages.flatMap((page) => page.replies),
    ids: messages.map(({ externalId }) => externalId),
    cursor: (pages.at(-1)?.cursor ?? from)!,
  };
}

/** What was left aside, by reason, in all pages together. */
export function skippedIn(pages: readonly Page<unknown>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { skipped } of pages)
    for (const [reason, count] of Object.entries(skipped)) total[reason] = (total[reason] ?? 0) + count;
  return total;
}

/** An answer to a message as a person writes it in Earshot. */
export function answerTo(
  message: IncomingMessage,
  text: string,
  overrides: Partial<OutgoingReply> = {},
): OutgoingReply {
  return {
    externalId: '9f1c2d@earshot.example',
    writtenAt: new Date(),
    answers: message,
    to: message.author.handle ?? '',
    subject: null,
    text,
    language: message.language,
    attachments: [],
    ...overrides,
  };
}

/** The error that a connector's work ends with, as one of the kinds that the host understands. */
export async function failureOf(work: Promise<unknown>): Promise<ConnectorError | ReplyError> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectorError || error instanceof ReplyError) return error;
  throw error;
}
