import fc from 'fast-check';
import { MAX_BATCH_BYTES, planDownloads, SMALL_MAIL_BYTES } from './download-plan.js';

const LIMIT = 30 * 1024 * 1024;
const mails = fc
  .uniqueArray(fc.record({ uid: fc.integer({ min: 1 }), size: fc.integer({ min: 0, max: 60 * 1024 * 1024 }) }), {
    selector: ({ uid }) => uid,
    maxLength: 200,
  })
  .map((list) => list.sort((a, b) => a.uid - b.uid));

describe('the plan of a download', () => {
  it('takes every mail once and in order, and leaves out exactly those above the limit', () => {
    fc.assert(
      fc.property(mails, (list) => {
        const { batches, tooLarge } = planDownloads(list, LIMIT);
        expect(batches.flat()).toEqual(list.filter(({ size }) => size <= LIMIT).map(({ uid }) => uid));
        expect(tooLarge).toEqual(list.filter(({ size }) => size > LIMIT).map(({ uid }) => uid));
      }),
    );
  });

  it('holds at most eight megabytes of small mails at a time, and a large one alone', () => {
    fc.assert(
      fc.property(mails, (list) => {
        const size = new Map(list.map((mail) => [mail.uid, mail.size]));
        for (const batch of planDownloads(list, LIMIT).batches) {
          const sizes = batch.map((uid) => size.get(uid) ?? 0);
          if (batch.length > 1) {
            expect(Math.max(...sizes)).toBeLessThanOrEqual(SMALL_MAIL_BYTES);
            expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(MAX_BATCH_BYTES);
          }
        }
      }),
    );
  });

  it('does not split what fits together', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ uid: index + 1, size: 20_000 }));
    expect(planDownloads(many, LIMIT).batches).toHaveLength(1);
  });
});
