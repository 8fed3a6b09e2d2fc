import { connectorOf } from '@earshot/connectors';
import { InvalidInput, replyLength, type ReplyLimit } from '@earshot/domain';
import type { AnswerableMessage } from '@earshot/persistence';

type Source = AnswerableMessage['source'];

/** How long a reply through a source to somebody may be; `null` where its channel sets no limit. */
export function replyLimitOf(source: Source, to: string): ReplyLimit | null {
  const definition = connectorOf(source.kind);
  const options = definition?.options.safeParse(source.options);
  return options?.success === true ? (definition?.replyLimit?.(options.data, to) ?? null) : null;
}

export function takesAttachments(source: Source): boolean {
  return connectorOf(source.kind)?.takesAttachments === true;
}

/**
 * Refuses what a channel will not take while its author still has it before them, instead of when a worker tries to send.
 * @throws InvalidInput naming `text` or `attachmentIds` and what would be right
 */
export function refuseBeyondLimits(
  reply: { readonly text: string; readonly to: string; readonly attachments: number },
  source: Source,
): void {
  const limit = replyLimitOf(source, reply.to);
  const length = limit === null ? 0 : replyLength(reply.text, limit.counted);
  const faults = [
    ...(limit !== null && length > limit.longest
      ? [
          {
            path: 'text',
            message: `must have at most ${limit.longest} characters, as its channel counts: it has ${length}`,
          },
        ]
      : []),
    ...(reply.attachments > 0 && !takesAttachments(source)
      ? [{ path: 'attachmentIds', message: `must be empty: no files can be sent through ${source.name}` }]
      : []),
  ];
  if (faults.length > 0) throw new InvalidInput('The reply has faults', faults);
}
