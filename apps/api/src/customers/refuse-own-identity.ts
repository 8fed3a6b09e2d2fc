import { connectorOf } from '@earshot/connectors';
import { InvalidInput } from '@earshot/domain';
import { isOwnAddress, type OwnAddresses } from '@earshot/intake';
import type { AnswerableMessage } from '@earshot/persistence';

type Source = Pick<AnswerableMessage['source'], 'kind' | 'options'>;

/**
 * Refuses an address of the house as a customer's: everything that the house writes from it would be taken for theirs.
 * @param sources all that are read: a mailbox knows its own addresses, and which ones it could never answer
 * @throws InvalidInput naming `address`
 */
export function refuseOwnIdentity(address: string, sources: readonly Source[], house: OwnAddresses): void {
  const ours = isOwnAddress(address, house) ? 'must be the address of the customer, not one of our own' : null;
  const message = ours ?? sources.map((source) => faultAt(source, address)).find((fault) => fault !== null);
  if (message !== undefined) throw new InvalidInput('The request has faults', [{ path: 'address', message }]);
}

function faultAt({ kind, options }: Source, address: string): string | null {
  const definition = connectorOf(kind);
  const read = definition?.options.safeParse(options);
  return read?.success === true ? (definition?.recipientFault?.(read.data, address) ?? null) : null;
}
