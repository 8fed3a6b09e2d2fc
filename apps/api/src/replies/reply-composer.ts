import { connectorOf } from '@earshot/connectors';
import type { ReplyComposer } from '@earshot/contracts';
import { ATTACHMENT_EXTENSIONS, recipientWarnings } from '@earshot/follow-up';
import type { AnswerableMessage } from '@earshot/persistence';
import { replyLimitOf, takesAttachments } from './reply-limits.js';

type Refusal = Pick<ReplyComposer, 'reason' | 'detail'>;

const MACHINES = new Set(['automatic', 'list', 'bounce']);

/** How a message can be answered from here, and if it cannot, why and where else. */
export function replyComposer(
  message: AnswerableMessage | null,
  house: { readonly mailServer: boolean },
): ReplyComposer {
  const refusal = whyNot(message, house);
  return {
    messageId: message?.messageId ?? null,
    canReply: refusal === null,
    reason: refusal?.reason ?? null,
    detail: refusal?.detail ?? null,
    url: message?.url ?? null,
    to: message?.to ?? null,
    subject: message?.subject ?? null,
    language: message?.language ?? null,
    warnings: message === null ? [] : recipientWarnings(message.to, message.kind),
    attachmentTypes:
      message !== null && takesAttachments(message.source)
        ? ATTACHMENT_EXTENSIONS.map((extension) => `.${extension}`)
        : [],
    limit: message === null || message.to === null ? null : replyLimitOf(message.source, message.to),
  };
}

function whyNot(message: AnswerableMessage | null, house: { readonly mailServer: boolean }): Refusal | null {
  if (message === null) return { reason: 'no-message', detail: 'There is no message to answer' };
  const { source } = message;
  const definition = connectorOf(source.kind);
  if (definition?.whyNoReply === undefined)
    return { reason: 'channel', detail: `${source.name} takes no replies: answer where the customer wrote` };
  const options = definition.options.safeParse(source.options);
  const detail = options.success
    ? definition.whyNoReply(options.data, house, message)
    : 'The options of this source are wrong';
  if (detail !== null) return { reason: 'not-set-up', detail };
  if (MACHINES.has(message.kind) && !message.tags.includes('on-behalf'))
    return { reason: 'machine', detail: 'The message was written by a machine, which is not answered' };
  return message.to === null ? { reason: 'no-address', detail: 'The customer left no address' } : null;
}
