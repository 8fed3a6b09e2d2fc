import fc from 'fast-check';
import { MAX_RETRY_AFTER_MS, retryAfter } from './retry-after.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const read = (headers: Record<string, string>) => retryAfter(headers, NOW)?.toISOString() ?? null;

describe('the time a server asks to be left alone', () => {
  it.each([
    [{ 'retry-after': '90' }, '2026-03-02T10:01:30.000Z'],
    [{ 'retry-after': 'Mon, 02 Mar 2026 10:05:00 GMT' }, '2026-03-02T10:05:00.000Z'],
    [{ 'retry-after': 'Monday, 02-Mar-26 10:05:00 GMT' }, '2026-03-02T10:05:00.000Z'],
    [{ 'retry-after': 'Mon, 02 Mar 2020 10:05:00 GMT' }, '2026-03-02T10:00:00.000Z'],
    [{ 'retry-after': '99999999' }, '2026-03-03T10:00:00.000Z'],
    [{ 'x-ratelimit-reset': '1772445660' }, '2026-03-02T10:01:00.000Z'],
    [{ 'x-ratelimit-reset': '30' }, '2026-03-02T10:00:30.000Z'],
    [{ 'x-ratelimit-reset': '2026-03-02T10:02:00.000Z' }, '2026-03-02T10:02:00.000Z'],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': '30' }, '2026-03-02T10:00:30.000Z'],
    [{ 'retry-after': '' }, null],
    [{ 'retry-after': '-5' }, null],
    [{}, null],
  ])('%j → %s', (headers, expected) => expect(read(headers)).toBe(expected));

  it('never lies in the past or beyond a day, whatever the header says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.integer().map(String),
          fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
        ),
        (value) => {
          const at = retryAfter({ 'retry-after': value }, NOW);
          if (at === null) return;
          expect(at.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
          expect(at.getTime()).toBeLessThanOrEqual(NOW.getTime() + MAX_RETRY_AFTER_MS);
        },
      ),
    );
  });
});
