import type { AssessmentInput } from '@earshot/domain';
import { loadAssessor } from '../assess/load-assessor.js';
import type { StatisticalAssessor } from '../assess/statistical-assessor.js';
import { fitOverlay } from './fit-overlay.js';
import type { Verdict } from './overlay.js';
import { ownWording } from './own-wording.js';

/** A house where who is angry speaks of a "flurb" and who is glad of a "zindle". */
const messages: AssessmentInput[] = Array.from({ length: 200 }, (_, i) => ({
  text:
    i % 2 === 0
      ? `The flurb is broken again and I am very disappointed, day ${i}`
      : `Thank you, the zindle works great and I love it, day ${i}`,
}));

/** Verdicts on messages in which neither is spoken of. */
const verdicts: Verdict[] = Array.from({ length: 40 }, (_, i) => ({
  input: { text: i % 2 === 0 ? `Terrible and rude, never again ${i}` : `Wonderful and friendly, thanks ${i}` },
  dissatisfied: i % 2 === 0,
}));

describe('the wording of a house, learned from messages without verdicts', () => {
  let base: StatisticalAssessor;
  beforeAll(async () => {
    base = await loadAssessor();
  });

  it('tells by the company that a word keeps what it means in this house', () => {
    const { overlay, isBetter } = fitOverlay(base, verdicts, ownWording(base, messages));
    expect(isBetter).toBe(true);
    const probability = (text: string): number => base.withOverlay(overlay).assess({ text }).probability;
    const alone = base.withOverlay(fitOverlay(base, verdicts).overlay);
    const learned = probability('flurb') - probability('zindle');
    expect(learned).toBeGreaterThan(0.1);
    expect(learned).toBeGreaterThan(
      alone.assess({ text: 'flurb' }).probability - alone.assess({ text: 'zindle' }).probability,
    );
  });

  it('adds up in the signals like everything else that an overlay teaches', () => {
    const { overlay } = fitOverlay(base, verdicts, ownWording(base, messages));
    const { probability, signals } = base.withOverlay(overlay).assess({ text: 'The flurb, still no answer!!' });
    const sum = signals.reduce((total, { weight }) => total + weight, 0);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(probability, 9);
  });

  it('is not put in force by verdicts that contradict it', () => {
    const contrary = messages.slice(0, 40).map((input, i): Verdict => ({ input, dissatisfied: i % 4 < 2 }));
    expect(fitOverlay(base, contrary, ownWording(base, messages)).isBetter).toBe(false);
  });

  it('is not guessed at from few messages, or from one kind only', () => {
    expect(ownWording(base, messages.slice(0, 50))).toBeNull();
    expect(ownWording(base, Array<AssessmentInput>(200).fill({ text: 'Thank you, I love it' }))).toBeNull();
  });

  it('is the same for the same messages', () => {
    expect(ownWording(base, messages)).toEqual(ownWording(base, messages));
  });
});
