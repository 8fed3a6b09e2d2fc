import { randomInt } from 'node:crypto';
import { inspect } from 'node:util';
import {
  CHANNELS,
  ESCALATION_KINDS,
  SEVERITIES,
  TOPICS,
  VERDICTS,
  type Assessment,
  type AssessmentInput,
} from '@earshot/domain';
import { MAX_JUDGED_LENGTH } from '../text/reading.js';
import { loadAssessor } from './load-assessor.js';

const TEXTS = 100_000;
/** As long as anything people paste, and longer than what is judged. */
const LONG_SHARE = 1 / 2_000;

// Jest's globals are slow to reach, and these are asked for millions of times.
const { exp, floor, imul } = Math;
const { fromCodePoint } = String;

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Chance = ReturnType<typeof chanceOf>;
const upTo = (chance: Chance, count: number): number => floor(chance() * count);
const oneOf = <Item>(chance: Chance, items: readonly Item[]): Item => items[upTo(chance, items.length)] as Item;
const unitFrom = (chance: Chance, first: number, last: number): string =>
  fromCodePoint(first + upTo(chance, last - first + 1));

/** What customers write, so that phrases, tone, negation and escalations meet what surrounds them. */
const WORDS = `still no answer for the third time refund lawyer manager not bad thank you EI VIELÄKÄÄN vastausta odotan
  kiitos neatbildat sūdzība povedal novinarjem kecewa banget сколько можно ждать верните деньги позор спасибо nicht schlecht
  ¿cuándo? déçu ihan hyvä BROKEN sooooo great https://a.example/x @shop #fail 3,50 2026-11-21 :-( <3 ;) xD`.split(
  /\s+/,
);

/** One piece of a text each: scripts, marks that combine, directions, half characters, control characters, faces. */
const PIECES: readonly ((chance: Chance) => string)[] = [
  (chance) => oneOf(chance, WORDS),
  (chance) => `${oneOf(chance, WORDS)} ${oneOf(chance, WORDS)}`,
  (chance) =>
    oneOf(
      chance,
      ['!', '?', '.', '…', '?!', ')', '(', '¿', '。', '！'].map((mark) => mark.repeat(1 + upTo(chance, 9))),
    ),
  (chance) =>
    oneOf(chance, ['😡', '🤬', '👎🏿', '👩‍👩‍👧‍👦', '🏳️‍🌈', '❤️', '🇫🇮', '☹', '\u{1f9d1}\u200d']).repeat(1 + upTo(chance, 4)),
  (chance) => oneOf(chance, ['\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800']),
  (chance) =>
    oneOf(chance, ['\u202e', '\u202b', '\u2066', '\u2069', '\u200f', '\u061c', '\ufeff', '\u200b', '\u00ad', '\u2060']),
  (chance) =>
    `${oneOf(chance, ['Z', 'а', 'ا', 'e'])}${Array.from({ length: upTo(chance, 24) }, () => unitFrom(chance, 0x300, 0x36f)).join('')}`,
  (chance) => unitFrom(chance, 0, 0x1f),
  (chance) => oneOf(chance, ['\0', '\0\0', '\u007f', '\u0085', '\u2028', '\u2029', '\uffff', '\ufffe', '\ufffd']),
  (chance) => unitFrom(chance, 0x5d0, 0x6ff),
  (chance) => unitFrom(chance, 0x3040, 0x9fff),
  (chance) => unitFrom(chance, 0x900, 0xe7f),
  (chance) => unitFrom(chance, 0, 0xffff),
  (chance) => unitFrom(chance, 0x1_0000, 0x10_ffff),
  (chance) => unitFrom(chance, 0x1d400, 0x1d7ff),
  (chance) => oneOf(chance, ['İ', 'ı', 'ß', 'ŉ', 'ﬁ', 'ǆ', 'ſ', 'Ⅷ', '①', 'ﷺ', 'Ａ', '１']),
  (chance) => oneOf(chance, ['__proto__', 'constructor', '%s', '${x}', '\\', '<b>', '&amp;', "'", '"', '`']),
  (chance) => oneOf(chance, [' ', '\n', '\r\n', '\t', '\u00a0', '\u3000', ' \n \n ']),
  (chance) => oneOf(chance, ['a', 'ж', '?', '😡', '\u0301', '(', ' ', '\ud83d', '0', '@']).repeat(upTo(chance, 60)),
];

function oddText(chance: Chance, isLong: boolean): string {
  if (isLong && chance() < 0.5) return oneOf(chance, PIECES)(chance).repeat(10_000);
  const pieces = isLong ? 1_000 + upTo(chance, 3_000) : upTo(chance, 14);
  const between = oneOf(chance, ['', ' ', '\n']);
  return Array.from({ length: pieces }, () => oneOf(chance, PIECES)(chance)).join(between);
}

function oddInput(seed: number): AssessmentInput {
  const chance = chanceOf(seed);
  const text = oddText(chance, chance() < LONG_SHARE);
  if (chance() < 0.6) return { text };
  return {
    text,
    subject: chance() < 0.5 ? oddText(chance, false) : null,
    rating: oneOf(chance, [null, 1, 2.5, 3, 5]),
    language: oneOf(chance, [null, 'fi', 'RU', 'zh-Hant-TW', 'xx', '', '\0', '__proto__']),
    channel: oneOf(chance, [null, ...CHANNELS]),
    unansweredBefore: oneOf(chance, [0, 1, 7, 10_000]),
    threadProbability: oneOf(chance, [null, 0, 0.5, 1]),
  };
}

/** Everything that is wrong with the form of a judgement, whatever it says. */
function faultsOf({ text, subject }: AssessmentInput, assessment: Assessment): string[] {
  const { probability, languageConfidence, signals, escalations, topics } = assessment;
  const faults: string[] = [];
  const must = (holds: boolean, fault: () => string): void => void (holds || faults.push(fault()));
  must(probability >= 0 && probability <= 1, () => `probability ${probability}`);
  must(languageConfidence >= 0 && languageConfidence <= 1, () => `languageConfidence ${languageConfidence}`);
  must(/^[a-z]{2,3}(-[A-Za-z]{2,4})*$/.test(assessment.language), () => `language ${inspect(assessment.language)}`);
  must(VERDICTS.includes(assessment.verdict), () => `verdict ${assessment.verdict}`);
  must(SEVERITIES.includes(assessment.severity), () => `severity ${assessment.severity}`);
  must(
    new Set(topics).size === topics.length && topics.every((topic) => TOPICS.includes(topic)),
    () => `topics ${topics.join()}`,
  );
  const { judgedLength } = assessment;
  if (judgedLength === null) must(text.length <= MAX_JUDGED_LENGTH, () => `judgedLength null of ${text.length}`);
  else
    must(
      judgedLength >= 0 && judgedLength <= Math.min(text.length, MAX_JUDGED_LENGTH),
      () => `judgedLength ${judgedLength}`,
    );

  const isInside = (start: number, end: number): boolean => 0 <= start && start <= end && end <= text.length;
  for (const { kind, start, end } of escalations)
    must(ESCALATION_KINDS.includes(kind) && isInside(start, end), () => `escalation ${kind} at ${start}..${end}`);
  // Half a character cannot be stored as JSON: only whoever gives one may get one.
  const mayBeHalf = !text.isWellFormed() || !(subject ?? '').isWellFormed();
  let sum = 0;
  for (const { label, evidence, start, end, weight } of signals) {
    sum += weight;
    must(Number.isFinite(weight), () => `${label} weighs ${weight}`);
    must(isInside(start, end), () => `${label} at ${start}..${end} of ${text.length}`);
    must(
      end === 0 || text.slice(start, end) === evidence,
      () => `${label} shows ${inspect(evidence)} at ${start}..${end}`,
    );
    must(mayBeHalf || evidence.isWellFormed(), () => `${label} shows half a character: ${inspect(evidence)}`);
  }
  must(
    Math.abs(1 / (1 + exp(-sum)) - probability) < 1e-9,
    () => `weights add up to ${sum}, probability ${probability}`,
  );
  return faults;
}

describe('the detector, given anything', () => {
  it(`judges ${TEXTS.toLocaleString('en')} odd texts without throwing, and every judgement is well-formed`, async () => {
    const assessor = await loadAssessor();
    const first = Number(process.env.EARSHOT_TEST_SEED ?? randomInt(2 ** 31));
    for (let i = 0; i < TEXTS; i++) {
      const seed = first + i;
      const input = oddInput(seed);
      let faults: string[];
      try {
        faults = faultsOf(input, assessor.assess(input));
      } catch (error) {
        faults = [`throws ${error instanceof Error ? error.stack : String(error)}`];
      }
      // Thrown, not expected: 100,000 expectations cost more than the judgements.
      if (faults.length > 0)
        throw new Error(
          `EARSHOT_TEST_SEED=${seed} repeats it: ${faults.join('; ')}\nof ${inspect(input).slice(0, 2_000)}`,
        );
    }
  });
});
