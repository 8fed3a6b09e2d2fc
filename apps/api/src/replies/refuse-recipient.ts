import { connectorOf } from '@earshot/connectors';
import { InvalidInput } from '@earshot/domain';
import { isOwnAddress, type OwnAddresses } from '@earshot/intake';
import type { AnswerableMessage } from '@earshot/persistence';

/**
 * Refuses a recipient while its author still has it before them, instead of when a worker tries to send. Channels whose
 * replies go below a post have no recipient to refuse.
 * @throws InvalidInput naming `to` and what would be right
 */
export function refuseRecipient(to: string, source: AnswerableMessage['source'], house: OwnAddresses): void {
  const definition = connectorOf(source.kind);
  if (definition?.recipientFault === undefined) return;
  const options = definition.options.safeParse(source.options);
  if (!options.success) return;
  const ours = isOwnAddress(to, house) ? 'must be the address of the customer, not one of our own' : null;
  const message = definition.recipientFault(options.data, to) ?? ours;
  if (message !== null) throw new InvalidInput('The reply has faults', [{ path: 'to', message }]);
}
