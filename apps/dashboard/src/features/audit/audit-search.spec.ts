import { auditSearch } from './audit-search';

describe('the address of the audit log', () => {
  it('says what is asked for', () => {
    const asked = { actor: '7', deed: 'user', from: '2026-11-01', to: '2026-11-30' };
    expect(auditSearch(asked)).toEqual(asked);
    expect(auditSearch({ actor: 'nobody' }).actor).toBe('nobody');
  });

  it('leaves out what nobody can have meant', () => {
    const nothing = { actor: undefined, deed: undefined, from: undefined, to: undefined };
    expect(auditSearch({ actor: 'me', deed: 'everything', from: '2026-13-01', to: 5 })).toEqual(nothing);
  });
});
