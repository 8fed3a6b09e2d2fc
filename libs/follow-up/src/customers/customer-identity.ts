import { InvalidInput, type CustomerIdentity, type Fault } from '@earshot/domain';

/** RFC 5321, 4.5.3.1.3: longer ones reach nobody. */
const MAX_ADDRESS = 254;
const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/u;
const MAX_HANDLE = 200;

/** An identity as a person types it in. */
export interface TypedIdentity {
  readonly address?: string | undefined;
  readonly handle?: string | undefined;
  /** The network of the handle: `mastodon.social`, `vk.com`. */
  readonly namespace?: string | undefined;
}

/**
 * The identity by which intake would know the writer: addresses in lower case, handles as they are within their network.
 * @throws InvalidInput for neither or both, or what can be neither
 */
export function identityFrom({ address, handle, namespace }: TypedIdentity): CustomerIdentity {
  if ((address === undefined) === (handle === undefined))
    refuse({ path: 'address', message: 'must be given, or else a handle with its namespace' });
  if (address !== undefined) {
    const value = address.trim().toLowerCase();
    if (value.length > MAX_ADDRESS || !ADDRESS.test(value))
      refuse({ path: 'address', message: 'must be an e-mail address, such as aino@example.com' });
    return { namespace: 'mailto', value };
  }
  const value = handle?.trim() ?? '';
  const network = namespace?.trim().toLowerCase() ?? '';
  if (value === '' || value.length > MAX_HANDLE)
    refuse({ path: 'handle', message: `must be 1 to ${MAX_HANDLE} characters` });
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(network) || network === 'mailto')
    refuse({ path: 'namespace', message: 'must be the network of the handle, such as mastodon.social' });
  return { namespace: network, value };
}

function refuse(fault: Fault): never {
  throw new InvalidInput('The request has faults', [fault]);
}
