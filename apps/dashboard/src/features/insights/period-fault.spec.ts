import fc from 'fast-check';
import { insightPeriod, InvalidInput } from '@earshot/domain';
import { daysBefore } from '../../shared/time/day-bounds';
import { BUCKETS } from './insight-search';
import { earliestBy, periodFault } from './period-fault';

describe('a period of the figures', () => {
  it.each([
    ['2026-01-01', '2026-03-31', null, null],
    ['2026-03-31', '2026-03-31', null, null],
    ['2026-03-31', '2026-01-01', null, { at: 'to', reason: 'order', limit: '2026-03-31' }],
    ['2026-03-31', '2026-01-01', 'from', { at: 'from', reason: 'order', limit: '2026-01-01' }],
    ['1900-01-01', '2026-11-22', null, { at: 'from', reason: 'length', limit: '2016-10-06' }],
    ['2016-10-06', '2026-11-22', null, null],
    ['2026-11-22', '2126-11-22', 'to', { at: 'to', reason: 'length', limit: '2037-01-07' }],
    ['0001-01-01', '0001-01-02', null, { at: 'to', reason: 'early', limit: '1900-01-01' }],
    ['0001-01-01', '1901-01-01', null, { at: 'from', reason: 'early', limit: '1900-01-01' }],
    ['0001-01-01', '2026-11-22', null, { at: 'from', reason: 'length', limit: '2016-10-06' }],
    ['1900-01-01', '1900-01-01', null, null],
    ['', '2026-11-22', 'from', { at: 'from', reason: 'missing' }],
    ['2026-11-22', '', 'to', { at: 'to', reason: 'missing' }],
  ] as const)('from %s to %s, %s changed: %j', (from, to, changed, fault) => {
    expect(periodFault({ from, to }, changed)).toEqual(fault);
  });

  const day = fc.integer({ min: 0, max: 60_000 }).map((days) => daysBefore('2099-12-31', days));

  it('is possible here when it is for the server', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -10, max: 3_720 }), (to, days) => {
        const from = daysBefore(to, days);
        expect(periodFault({ from, to }) === null).toBe(isTaken(from, to, 'month'));
      }),
    );
  });

  it('is never cut by what the server would refuse', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...BUCKETS), (to, bucket) => {
        expect(isTaken(earliestBy(bucket, to), to, bucket)).toBe(true);
      }),
    );
  });
});

function isTaken(firstDay: string, lastDay: string, bucket: (typeof BUCKETS)[number]): boolean {
  try {
    insightPeriod({ zone: 'UTC', bucket, firstDay, lastDay });
    return true;
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}
