import type { MessageListQuery } from '@earshot/contracts';
import type { MessageFilter } from '@earshot/persistence';

/** What a list of messages is narrowed by, as it is asked for over HTTP. */
export function messageFilterOf({ sentAfter, sentBefore, ...rest }: MessageListQuery): MessageFilter {
  return { ...rest, sentAfter: instant(sentAfter), sentBefore: instant(sentBefore) };
}

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
