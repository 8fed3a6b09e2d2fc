import type { Signal } from '@earshot/domain';
import type { Reading } from '../text/reading.js';

/** A word that moves the score by less than this (log-odds) is told in one sum with the others. */
const LEAST_WORD_WEIGHT = 0.08;
const MOST_WORDS = 12;
const MOST_SPANS = 8;

/** Collects what moved the score; whatever is left out of the list is told in one remainder, so the weights add up. */
export class SignalList {
  private readonly signals: Signal[] = [];
  private sum = 0;

  /** @param offset length of what stands before the judged text (its subject); spans in it are told without a place */
  constructor(
    private readonly reading: Reading,
    private readonly offset: number,
  ) {}

  get total(): number {
    return this.sum;
  }

  /** One signal for each span, sharing the weight; `spans` holds first and last tokens in pairs. */
  add(kind: string, label: string, spans: readonly number[], weight: number): void {
    const count = Math.min(MOST_SPANS, spans.length / 2);
    if (count === 0) this.push({ kind, label, evidence: '', start: 0, end: 0, weight });
    for (let i = 0; i < count; i++) {
      this.push({
        kind,
        label,
        ...this.span(spans[2 * i] as number, spans[2 * i + 1] as number),
        weight: weight / count,
      });
    }
  }

  /** The words that weigh most, one signal each, and the remainder of `total` as one more. */
  addWording(shares: Float64Array, total: number): void {
    const heavy: number[] = [];
    for (let token = 0; token < this.reading.tokens; token++) {
      if (Math.abs(shares[token] as number) >= LEAST_WORD_WEIGHT) heavy.push(token);
    }
    heavy.sort((a, b) => Math.abs(shares[b] as number) - Math.abs(shares[a] as number));
    let rest = total;
    for (const token of heavy.slice(0, MOST_WORDS)) {
      const weight = shares[token] as number;
      this.push({
        kind: 'wording',
        label: weight > 0 ? 'words-like-complaints' : 'words-unlike-complaints',
        ...this.span(token, token),
        weight,
      });
      rest -= weight;
    }
    if (rest !== 0) this.push({ kind: 'wording', label: 'other-words', evidence: '', start: 0, end: 0, weight: rest });
  }

  addBase(weight: number): void {
    this.push({ kind: 'base', label: 'base-rate', evidence: '', start: 0, end: 0, weight });
  }

  /** Heaviest first. */
  toArray(): Signal[] {
    return this.signals.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  }

  private push(signal: Signal): void {
    this.signals.push(signal);
    this.sum += signal.weight;
  }

  private span(first: number, last: number): Pick<Signal, 'evidence' | 'start' | 'end'> {
    const start = this.reading.originalStart(first);
    const end = this.reading.originalEnd(last);
    const evidence = this.reading.text.slice(start, end).trimEnd();
    if (start < this.offset) return { evidence, start: 0, end: 0 };
    return { evidence, start: start - this.offset, end: start - this.offset + evidence.length };
  }
}
