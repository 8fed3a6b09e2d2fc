import { foundReviewAnswer, reviewAnswerReceipt, seenReviewAnswer } from './review-answer.js';

const NOW = new Date('2026-03-03T12:00:00Z');
const WRITTEN = new Date('2026-03-02T10:00:00Z');
const outgoing = { answers: { externalId: 'r-1' }, text: 'We are sorry.', writtenAt: WRITTEN };

describe('the answer to a review', () => {
  it('is seen under the id with which it was sent, and stops the clock of its review', () => {
    const seen = seenReviewAnswer({ reviewId: 'r-1', date: WRITTEN, text: 'We are sorry.\r\n' }, NOW);
    expect(seen).toMatchObject({ answers: ['r-1'], sentAt: WRITTEN, automatic: false, text: 'We are sorry.\n' });
    expect(reviewAnswerReceipt(outgoing, NOW)).toEqual({
      externalId: seen.externalId,
      threadId: seen.threadId,
      sentAt: NOW,
    });
  });

  it('counts from the time of reading where its site shows no date', () => {
    expect(seenReviewAnswer({ reviewId: 'r-1', date: null, text: 'Sorry' }, NOW).sentAt).toEqual(NOW);
  });

  it.each([
    [' We are sorry. ', true],
    ['We are glad.', false],
    [undefined, false],
    [null, false],
  ])('that stands as %j is the one that was sent: %s', (standing, isFound) => {
    const receipt = isFound ? reviewAnswerReceipt(outgoing, WRITTEN) : null;
    expect(foundReviewAnswer(outgoing, standing)).toEqual(receipt);
  });
});
