/** A message on which a person gave a verdict, as the detector had judged it before. */
export interface JudgedVerdict {
  /** BCP 47, as it was judged. */
  readonly language: string;
  /** Of dissatisfaction, 0..1. */
  readonly probability: number;
  /** What the person said. */
  readonly dissatisfied: boolean;
}

/** A share with the interval in which the true one lies with 95 % confidence; `null` when there is nothing to share. */
export interface Share {
  readonly of: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Hits {
  readonly verdicts: number;
  /** Of what was taken for unhappy, what was. */
  readonly precision: Share | null;
  /** Of the unhappy, what was taken for unhappy. */
  readonly recall: Share | null;
}

export interface CalibrationBin {
  /** Probabilities from here on, and below `to`; the last bin holds 1 too. */
  readonly from: number;
  readonly to: number;
  readonly verdicts: number;
  /** What the detector said on average; `null` when it said nothing. */
  readonly said: number | null;
  /** The share of the unhappy among them. */
  readonly found: Share | null;
}

export interface VerdictFigures {
  readonly all: Hits;
  /** Most verdicts first. */
  readonly languages: readonly (Hits & { readonly language: string })[];
  readonly bins: readonly CalibrationBin[];
  /** The mean distance of said and found, bins weighing by their verdicts (expected calibration error); 0..1. */
  readonly calibrationError: number | null;
}

const BINS = 10;

/** How right the detector was by what people said; a message is taken for unhappy from 0.5 on. */
export function verdictFigures(judged: readonly JudgedVerdict[]): VerdictFigures {
  const byLanguage = new Map<string, JudgedVerdict[]>();
  for (const one of judged) byLanguage.set(one.language, [...(byLanguage.get(one.language) ?? []), one]);
  const bins = Array.from({ length: BINS }, (_, index) => binOf(index, judged));
  const filled = bins.filter(({ verdicts }) => verdicts > 0);
  const distance = filled.reduce(
    (sum, { verdicts, said, found }) => sum + verdicts * Math.abs((said ?? 0) - (found?.value ?? 0)),
    0,
  );
  return {
    all: hitsOf(judged),
    languages: [...byLanguage]
      .map(([language, own]) => ({ language, ...hitsOf(own) }))
      .sort((a, b) => b.verdicts - a.verdicts || a.language.localeCompare(b.language)),
    bins,
    calibrationError: judged.length === 0 ? null : distance / judged.length,
  };
}

function hitsOf(judged: readonly JudgedVerdict[]): Hits {
  const taken = judged.filter(({ probability }) => probability >= 0.5);
  const unhappy = judged.filter(({ dissatisfied }) => dissatisfied);
  const right = taken.filter(({ dissatisfied }) => dissatisfied).length;
  return {
    verdicts: judged.length,
    precision: wilsonShare(right, taken.length),
    recall: wilsonShare(right, unhappy.length),
  };
}

function binOf(index: number, judged: readonly JudgedVerdict[]): CalibrationBin {
  const own = judged.filter(({ probability }) => Math.min(Math.floor(probability * BINS), BINS - 1) === index);
  return {
    from: index / BINS,
    to: (index + 1) / BINS,
    verdicts: own.length,
    said: own.length === 0 ? null : own.reduce((sum, { probability }) => sum + probability, 0) / own.length,
    found: wilsonShare(own.filter(({ dissatisfied }) => dissatisfied).length, own.length),
  };
}

/** The two-sided 95 % point of the normal distribution. */
const Z = 1.959964;

/** Wilson's score interval (Wilson 1927): holds for few verdicts and for shares of 0 and 1, where the usual one does not. */
export function wilsonShare(hits: number, of: number): Share | null {
  if (of === 0) return null;
  const value = hits / of;
  const square = (Z * Z) / of;
  const middle = (value + square / 2) / (1 + square);
  const half = (Z / (1 + square)) * Math.sqrt((value * (1 - value)) / of + square / (4 * of));
  return { of, value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
