import { TokenKind, type Reading } from '../text/reading.js';

/** Which n-grams are hashed and into how many buckets. Part of the model: weights mean nothing with another spec. */
export interface NgramSpec {
  /** log2 of the number of buckets. */
  readonly bits: number;
  /** Shortest and longest character n-gram within a word, its edges marked. */
  readonly shortest: number;
  readonly longest: number;
}

/** A very long text has more n-grams than say anything new. */
const MOST_NGRAMS = 60_000;
const EDGE = 0x5f;
const QUESTION = 0x3f;

/** Whole words and word pairs say more than the pieces of words, of which there are ten times as many. */
const WHOLE_WORD_STRENGTH = 2;

/** What is said again and again, word after word, grows no truer: it counts so many times. */
const MOST_REPEATS = 3;
/** A text of so few tokens has no room for repetition that matters. */
const NEVER_REPETITIVE = 24;

/** Hashed n-grams of the text read last: bucket, strength and the token that each came from (a pair: its second word). */
export class Ngrams {
  readonly buckets = new Int32Array(MOST_NGRAMS);
  readonly tokens = new Int32Array(MOST_NGRAMS);
  /** 1 for what stands in one word, 2 for a pair: its weight belongs half to the word before. */
  readonly spans = new Uint8Array(MOST_NGRAMS);
  /** How much an n-gram counts beside the others of its text. */
  readonly strengths = new Uint8Array(MOST_NGRAMS);
  count = 0;
  private readonly mask: number;

  constructor(private readonly spec: NgramSpec) {
    this.mask = 2 ** spec.bits - 1;
  }

  /** @param isIdiom whether a token belongs to a phrase that means as a whole what its words do not: it is left out */
  read(reading: Reading, isIdiom: (token: number) => boolean): void {
    this.count = 0;
    let previous = 0;
    const heard = reading.tokens > NEVER_REPETITIVE ? new Map<number, number>() : null;
    for (let token = 0; token < reading.tokens; token++) {
      if (isIdiom(token)) {
        previous = 0;
        continue;
      }
      const kind = reading.kinds[token] as TokenKind;
      // "." beside one star says no more than nothing does.
      if (kind === TokenKind.Marks && reading.words === 0) continue;
      const begun = this.count;
      const hash = kind === TokenKind.Word ? this.readWord(reading, token) : this.readOther(reading, token, kind);
      const pair = mix(hash ^ Math.imul(previous, 0x2545f491) ^ 0x7f4a7c15);
      this.push(pair, token, WHOLE_WORD_STRENGTH, token === 0 ? 1 : 2);
      previous = hash;
      if (heard === null) continue;
      const times = (heard.get(pair) ?? 0) + 1;
      heard.set(pair, times);
      if (times > MOST_REPEATS) this.count = begun;
    }
  }

  /** The whole word and its character n-grams; returns the word's hash. */
  private readWord(reading: Reading, token: number): number {
    const start = reading.starts[token] as number;
    const end = reading.ends[token] as number;
    const { units } = reading;
    const { shortest, longest } = this.spec;
    let word = 0x811c9dc5;
    for (let at = start; at < end; at++) word = Math.imul(word ^ (units[at] as number), 0x01000193);
    this.push(mix(word), token, WHOLE_WORD_STRENGTH);
    for (let from = start - 1; from < end; from++) {
      let hash = 0x3c6ef372;
      for (let at = from; at <= end && at - from < longest; at++) {
        hash = Math.imul(hash ^ (at < start || at === end ? EDGE : (units[at] as number)), 0x01000193) + 0x5bd1e995;
        if (at - from + 1 >= shortest) this.push(mix(hash), token, 1);
      }
    }
    return word;
  }

  /** Marks, signs, numbers, names and links count as what they are, not how they are written. */
  private readOther(reading: Reading, token: number, kind: TokenKind): number {
    let hash = Math.imul(kind, 0x9e3779b1);
    if (kind === TokenKind.Marks || kind === TokenKind.Sign) {
      // A run of question marks is a sign of form with a weight of its own; here it is one question mark.
      const start = reading.starts[token] as number;
      const end = reading.units[start] === QUESTION ? start + 1 : Math.min(reading.ends[token] as number, start + 2);
      for (let at = reading.starts[token] as number; at < end; at++)
        hash = Math.imul(hash ^ (reading.units[at] as number), 0x01000193);
    }
    this.push(mix(hash), token, 1);
    return hash;
  }

  private push(hash: number, token: number, strength: number, span = 1): void {
    if (this.count === MOST_NGRAMS) return;
    this.buckets[this.count] = hash & this.mask;
    this.tokens[this.count] = token;
    this.spans[this.count] = span;
    this.strengths[this.count++] = strength;
  }
}

/** The finaliser of MurmurHash3 (public domain): spreads the last letters over all bits. */
function mix(hash: number): number {
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
