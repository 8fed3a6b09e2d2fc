import { addressesOf } from './addresses.js';

const valuesOf = (kind: string) => addressesOf({ kind, id: '7' }, 'https://earshot.example').map(({ value }) => value);

describe('the addresses of a source', () => {
  it('of a form are a line for a page, and the form by itself', () => {
    expect(valuesOf('form')).toEqual([
      '<script async src="https://earshot.example/api/v1/forms/7/embed.js"></script>',
      'https://earshot.example/api/v1/forms/7',
    ]);
  });

  it('of a webhook is its intake', () => {
    expect(valuesOf('webhook')).toEqual(['https://earshot.example/api/v1/intake/7']);
  });

  it('of a service that can push is its push, and of one that is only asked there is none', () => {
    expect(valuesOf('telegram')).toEqual(['https://earshot.example/api/v1/intake/7/push']);
    expect(valuesOf('mailbox')).toEqual([]);
  });
});
