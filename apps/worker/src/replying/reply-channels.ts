import type { Connector, OutgoingReply } from '@earshot/connector-kit';
import { ConnectorError, NotFound, type PollBook, type StoredOutgoingReply } from '@earshot/domain';
import type { OpenReplyChannel, ReplyChannel } from '@earshot/follow-up';
import type { SourcesDesk } from '../sources-desk.js';

/** The channels of replies are the sources that their messages came from. */
export function replyChannels(desk: Pick<SourcesDesk, 'open'>, book: Pick<PollBook, 'find'>): OpenReplyChannel {
  return async (sourceId) => {
    try {
      return channelOf(desk.open(await book.find(sourceId)));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw new ConnectorError('misconfigured', 'The source of the message is not there any more', { cause: error });
    }
  };
}

function channelOf(connector: Connector<unknown>): ReplyChannel {
  return {
    send: async (reply, signal) => {
      if (connector.reply === undefined)
        throw new ConnectorError('misconfigured', 'This source takes no replies', {
          advice: 'Answer where the customer wrote.',
        });
      return connector.reply(outgoing(reply), signal);
    },
    find: async (reply, signal) => (await connector.findReply?.(outgoing(reply), signal)) ?? null,
    keep: async (reply, signal) => connector.keepReply?.(outgoing(reply), signal),
    close: () => connector.close(),
  };
}

function outgoing(reply: StoredOutgoingReply): OutgoingReply {
  const { externalId, createdAt, answers, to, subject, text, language, attachments } = reply;
  return { externalId, writtenAt: createdAt, answers, to, subject, text, language, attachments };
}
