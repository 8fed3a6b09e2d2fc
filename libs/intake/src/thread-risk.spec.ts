import { incoming, seenReply } from '../../../test/support/messages.js';
import { ThreadRisk } from './thread-risk.js';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const message = (hour: number, references: string[], threadId: string | null = null) =>
  incoming({ sentAt: at(hour), references, threadId });
const answer = (hour: number, answers: string[], automatic = false) =>
  seenReply({ sentAt: at(hour), answers, automatic });

describe('the risk of a thread', () => {
  it('is that of the worst words nobody has answered, stored or read just now', () => {
    const risk = new ThreadRisk(new Map([['<a>', 0.7]]), []);
    risk.add(message(9, ['<a>'], '<b>'), 0.95);
    expect(risk.of(message(10, ['<b>', '<a>']))).toBe(0.95);
    expect(risk.of(message(10, ['<a>']))).toBe(0.7);
  });

  it('is nothing for a thread that begins', () => {
    expect(new ThreadRisk(new Map(), []).of(message(10, []))).toBeNull();
  });

  it('ends with our answer, so that a thank-you after it is a thank-you', () => {
    const risk = new ThreadRisk(new Map([['<a>', 0.9]]), [answer(9, ['<a>'])]);
    risk.add(message(8, [], '<a>'), 0.9);
    expect(risk.of(message(10, ['<a>']))).toBeNull();
  });

  it('does not end with an automatic answer, nor with one that came after the words', () => {
    const replies = [answer(9, ['<a>'], true), answer(11, ['<a>'])];
    expect(new ThreadRisk(new Map([['<a>', 0.9]]), replies).of(message(10, ['<a>']))).toBe(0.9);
  });
});
