import type { IncomingMessage, SeenReply } from '@earshot/domain';

/** The organisation's own addresses and domains, as the configuration names them. */
export interface OwnAddresses {
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
}

/** Whether an address is the organisation's own: named, or of one of its domains or their subdomains. */
export function isOwnAddress(address: string | null, own: OwnAddresses): boolean {
  if (address === null) return false;
  const lower = address.toLowerCase();
  const domain = lower.slice(lower.lastIndexOf('@') + 1);
  return (
    own.addresses.some((named) => named.toLowerCase() === lower) ||
    own.domains.some((named) => domain === named.toLowerCase() || domain.endsWith(`.${named.toLowerCase()}`))
  );
}

/** What the organisation wrote itself, in whatever channel it was seen, is an answer and not a customer's message. */
export function answerOf(message: IncomingMessage): SeenReply {
  return {
    externalId: message.externalId,
    threadId: message.threadId,
    answers: message.references,
    sentAt: message.sentAt,
    automatic: message.kind !== 'person',
    recipients: [],
    subject: message.subject,
    text: message.text,
  };
}
