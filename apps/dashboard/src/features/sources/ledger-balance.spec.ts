import { balanceOf } from './ledger-balance';

describe('the account of a source', () => {
  it('balances when everything seen is accounted for', () => {
    const ledger = { seen: 20, stored: 10, duplicate: 4, skipped: { 'own-reply': 3, automatic: 2 }, quarantined: 1 };
    expect(balanceOf(ledger)).toEqual({ skipped: 5, missing: 0 });
  });

  it('tells how many are missing', () => {
    expect(balanceOf({ seen: 20, stored: 10, duplicate: 0, skipped: {}, quarantined: 1 }).missing).toBe(9);
  });
});
