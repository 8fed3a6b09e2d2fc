import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { InvalidInput, type Assessor } from '@earshot/domain';
import {
  formatScores,
  headline,
  loadAssessor,
  readCorpus,
  scoreSet,
  type LabelledSet,
  type ScoredSet,
  type Verdict,
} from '@earshot/detection';
import type { CliCommand } from '../cli-command.js';
import { readVerdicts, taught } from '../verdict-file.js';

const HELP = `Usage: earshot evaluate --data DIR [--verdicts FILE] [--reliability]

Judges every label<TAB>text file below DIR (header line; labels dissatisfied, neutral, satisfied) and prints, for each set and
for each language, macro-F1 of dissatisfied against the rest (uncertain counts as its side of 0.5), precision, recall, average
precision, calibration error and abstention; then wink-sentiment alone on the same sets.

  --verdicts FILE   JSON lines {"text":"...","dissatisfied":true|false}: corrections to learn from first, as assess does.
                    Messages that stand among them are left out of the sets; how the others are worded, though not their
                    labels, is learned as well.
  --reliability     for each set: mean probability and share that is dissatisfied, by decile
`;

export const command: CliCommand = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      verdicts: { type: 'string' },
      reliability: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.data === undefined) throw new InvalidInput('--data DIR is needed: a folder of label<TAB>text files');
  const verdicts = values.verdicts === undefined ? [] : await readVerdicts(values.verdicts);
  const sets = without(verdicts, await readCorpus(values.data));
  const base = await loadAssessor();
  const write = (text: string): boolean => process.stdout.write(`${text}\n\n`);
  const messages = sets.flatMap(({ examples }) => examples.map(({ text }) => ({ text })));
  const assessor = verdicts.length === 0 ? base : taught(base, verdicts, messages, write);
  const judged = sets.map((set) => ({ name: set.name, language: set.language, ...judgeSet(set, assessor) }));
  const wink = winkFigures(sets);
  write(`Earshot, model ${assessor.model}`);
  write(formatScores(judged));
  write(formatScores(byLanguage(judged)));
  write(`wink-sentiment alone: mean macro-F1 ${headline(wink).macroF1.toFixed(3)}`);
  write(wink.map(({ name, scores }) => `  ${name}  ${scores.macroF1.toFixed(3)}`).join('\n'));
  if (values.reliability) write(judged.map(reliabilityOf).join('\n\n'));
  return 0;
};

/** A detector that is measured on what it has learned looks better than it is. */
function without(verdicts: readonly Verdict[], sets: readonly LabelledSet[]): LabelledSet[] {
  const learned = new Set(verdicts.map(({ input }) => input.text.trim()));
  return sets.map((set) => ({ ...set, examples: set.examples.filter(({ text }) => !learned.has(text.trim())) }));
}

function judgeSet(set: LabelledSet, assessor: Assessor): Pick<ScoredSet, 'scores'> {
  const labels = set.examples.map(({ dissatisfied }) => dissatisfied);
  const assessments = set.examples.map(({ text }) => assessor.assess({ text }));
  const isUncertain = assessments
    .filter(({ verdict }) => verdict === 'uncertain')
    .map(({ probability }) => probability);
  // The band is the model's; what it abstained from tells where it lies in this set.
  const band =
    isUncertain.length === 0 ? { from: 0.5, to: 0.5 } : { from: least(isUncertain), to: most(isUncertain) + 1e-12 };
  return {
    scores: scoreSet(
      assessments.map(({ probability }) => probability),
      labels,
      band,
    ),
  };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), 1);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

/** Means over the sets of each language. */
function byLanguage(sets: readonly (ScoredSet & { readonly language: string | null })[]): ScoredSet[] {
  const languages = [...new Set(sets.map(({ language }) => language ?? 'unknown'))].sort();
  return languages.flatMap((language) => {
    const own = sets.filter((set) => (set.language ?? 'unknown') === language);
    const [first] = own;
    if (first === undefined) return [];
    const mean = (of: (scores: ScoredSet['scores']) => number): number =>
      own.reduce((sum, { scores }) => sum + of(scores), 0) / own.length;
    const rows = own.reduce((sum, { scores }) => sum + scores.rows, 0);
    const scores = {
      ...first.scores,
      rows,
      dissatisfied: own.reduce((sum, set) => sum + set.scores.dissatisfied, 0),
      macroF1: mean((of) => of.macroF1),
      precision: mean((of) => of.precision),
      recall: mean((of) => of.recall),
      averagePrecision: mean((of) => of.averagePrecision),
      calibrationError: mean((of) => of.calibrationError),
      abstention: mean((of) => of.abstention),
      verdictPrecision: mean((of) => of.verdictPrecision),
    };
    return [{ name: `${language} (${own.length} sets)`, scores }];
  });
}

/** wink-sentiment as it comes: a score below zero is taken for dissatisfied. */
function winkFigures(sets: readonly LabelledSet[]): ScoredSet[] {
  const wink = createRequire(pathToFileURL(__filename))('wink-sentiment') as (text: string) => { score: number };
  return sets.map((set) => {
    const probabilities = set.examples.map(({ text }) => (wink(text).score < 0 ? 1 : 0));
    const labels = set.examples.map(({ dissatisfied }) => dissatisfied);
    return { name: set.name, scores: scoreSet(probabilities, labels, { from: 0.5, to: 0.5 }) };
  });
}

function reliabilityOf({ name, scores }: ScoredSet): string {
  const lines = scores.reliability.map(
    ({ predicted, observed, rows }) => `  ${predicted.toFixed(2)}  ${observed.toFixed(2)}  ${rows} rows`,
  );
  return [name, ...lines].join('\n');
}
