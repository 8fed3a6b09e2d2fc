import { namedReviews, type FoundReview } from './found-review.js';

const review = (more: Partial<FoundReview>): FoundReview => ({
  id: null,
  url: null,
  author: 'Anna',
  authorUrl: null,
  title: null,
  text: 'Late',
  date: '2026-03-02',
  modified: null,
  rating: null,
  language: null,
  answers: [],
  bytes: 4,
  ...more,
});
const idsOf = (...reviews: FoundReview[]) => namedReviews(reviews).map(({ externalId }) => externalId);

describe('the id of a review', () => {
  it('is the page’s own, unless others share it', () => {
    expect(idsOf(review({ id: 'r1' }), review({ id: 'r2' }))).toEqual(['r1', 'r2']);
    const [one, two] = idsOf(review({ id: 'page' }), review({ id: 'page', text: 'Rude' }));
    expect(one).not.toBe(two);
  });

  it('stays when the words change, where the time is exact', () => {
    const date = '2026-03-02T10:00:00Z';
    expect(idsOf(review({ date }))).toEqual(idsOf(review({ date, text: 'It came after all' })));
  });

  it('tells two customers of one name apart who wrote on one day, or at one time', () => {
    expect(new Set(idsOf(review({}), review({ text: 'Rude' }))).size).toBe(2);
    const date = '2026-03-02T00:00:00Z';
    expect(new Set(idsOf(review({ date }), review({ date, text: 'Rude' }))).size).toBe(2);
  });

  it('fits into the database, however long the page’s own is', () => {
    const [id] = idsOf(review({ id: 'x'.repeat(10_000) }));
    expect(id?.length).toBeLessThanOrEqual(512);
  });
});
