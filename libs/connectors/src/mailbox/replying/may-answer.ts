import { ReplyError } from '@earshot/domain';
import type { AnsweredMessage } from '@earshot/connector-kit';
import { isOwnAddress } from '../mailbox-options.js';
import { isOneAddress } from './recipient-fault.js';

/**
 * The guard against answering machines: mail by software, lists and bounces is not answered, because the answer to the
 * answer would come by itself. A form that software sent for a person (tag `on-behalf`) is that person's message.
 * @throws ReplyError `refused`, saying what would be right
 */
export function assertMayAnswer(
  answered: Pick<AnsweredMessage, 'kind' | 'tags'>,
  to: string,
  own: ReadonlySet<string>,
): void {
  if (!isOneAddress(to))
    throw new ReplyError('refused', 'The address of the answer is not one e-mail address', {
      advice: 'Write one address, for example name@example.org, without a name and without a second address.',
    });
  if (isOwnAddress(own, to.toLowerCase()))
    throw new ReplyError('refused', 'The answer would go to an address of our own', {
      advice: "Put the customer's address into the field for the recipient.",
    });
  if (isFromMachine(answered))
    throw new ReplyError(
      'refused',
      `The message is ${MACHINE_NAMES[answered.kind] ?? answered.kind} and is not answered`,
      {
        advice: 'Write to the person behind it in a mail of its own, if there is one.',
      },
    );
}

const MACHINE_NAMES: Readonly<Partial<Record<AnsweredMessage['kind'], string>>> = {
  automatic: 'an automatic mail',
  list: 'mail of a list',
  bounce: 'a notice of a mail server',
};

function isFromMachine({ kind, tags }: Pick<AnsweredMessage, 'kind' | 'tags'>): boolean {
  return MACHINE_NAMES[kind] !== undefined && !tags.includes('on-behalf');
}
