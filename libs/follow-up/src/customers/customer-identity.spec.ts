import { InvalidInput } from '@earshot/domain';
import { identityFrom, type TypedIdentity } from './customer-identity.js';

describe('an identity that a person types in', () => {
  it.each<[TypedIdentity, { namespace: string; value: string }]>([
    [{ address: ' Aino@Example.COM ' }, { namespace: 'mailto', value: 'aino@example.com' }],
    [
      { handle: '@aino', namespace: 'Mastodon.Social' },
      { namespace: 'mastodon.social', value: '@aino' },
    ],
  ])('%j is what intake would know the writer by', (typed, identity) => {
    expect(identityFrom(typed)).toEqual(identity);
  });

  it.each<[TypedIdentity, string]>([
    [{}, 'address'],
    [{ address: 'a@example.com', handle: 'a' }, 'address'],
    [{ address: 'nobody' }, 'address'],
    [{ address: `${'a'.repeat(250)}@example.com` }, 'address'],
    [{ handle: '  ', namespace: 'vk.com' }, 'handle'],
    [{ handle: 'aino' }, 'namespace'],
    [{ handle: 'aino', namespace: 'mailto' }, 'namespace'],
  ])('%j is refused by name', (typed, path) => {
    let refusal: unknown;
    try {
      identityFrom(typed);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(InvalidInput);
    expect((refusal as InvalidInput).faults.map((fault) => fault.path)).toEqual([path]);
  });
});
