import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LinearModel,
  StatisticalAssessor,
  loadAssessorParts,
  readCorpus,
  readModel,
  repositoryRoot,
  sourceOf,
  trainModel,
  writeModel,
  type LabelledSet,
} from '@earshot/detection';

/** A labelled set with a detector that learned nothing from it. */
export interface UnseenSet {
  readonly set: LabelledSet;
  readonly assessor: StatisticalAssessor;
}

export interface UnseenSets {
  /** Of sources that were left out of training with everything of the same origin. */
  readonly newSources: readonly UnseenSet[];
  /** The fifth of every source that was left out of training; the rest of it was learned. */
  readonly knownSources: readonly UnseenSet[];
}

/** Sources that are smaller say little of a mean of macro-F1. */
const FEWEST_ROWS = 600;
const SEED = 1;
const PARTS = 5;

/** What decides a model besides the data: what is read into features, and how they are learned. */
const INGREDIENTS = [
  'libs/detection/src/features',
  'libs/detection/src/lexicon',
  'libs/detection/src/text',
  'libs/detection/src/model',
  'libs/detection/src/training',
  'libs/detection/authored',
  'config/lexicons',
];

/**
 * Trains the product's recipe as if sources did not exist: once without each group of sources, once without a fifth of the
 * rows of every one. Models are kept in a temporary folder until data, phrases or recipe change; a first run takes some
 * five minutes.
 */
export async function unseenSets(dataDir: string, report: (message: string) => void): Promise<UnseenSets> {
  const root = repositoryRoot();
  const authored = await readCorpus(join(root, 'libs/detection/authored'));
  const sets = [...(await readCorpus(dataDir)), ...authored.map((set) => ({ ...set, name: `authored/${set.name}` }))];
  const judged = sets.filter((set) => {
    const { isJudged, isPart } = sourceOf(set);
    return isJudged && !isPart && set.examples.length >= FEWEST_ROWS;
  });
  const parts = await loadAssessorParts();
  const kept = join(tmpdir(), `earshot-bench-${digestOf(root, sets)}`);
  mkdirSync(kept, { recursive: true });
  const trained = (name: string, from: readonly LabelledSet[]): StatisticalAssessor => {
    const file = join(kept, `${name.replaceAll(/[ /]/g, '-')}.model`);
    if (!existsSync(file)) {
      report(`training without ${name}`);
      writeFileSync(file, writeModel(trainModel(from, parts.lexicon, { version: name, seed: SEED }).weights));
    }
    return new StatisticalAssessor({ ...parts, model: new LinearModel(readModel(file, readFileSync(file))) });
  };
  const groupOf = (set: LabelledSet): string => sourceOf(set).group ?? 'none';
  const groups = [...new Set(judged.map(groupOf))].sort();
  const newSources = groups.flatMap((group) => {
    const others = sets.filter((set) => groupOf(set) !== group);
    const assessor = trained(group, others);
    return judged.filter((set) => groupOf(set) === group).map((set) => ({ set, assessor }));
  });
  const fourFifths = sets.map((set) => (judged.includes(set) ? withRows(set, (row) => row % PARTS !== 0) : set));
  const assessor = trained('a fifth of the rows', fourFifths);
  const knownSources = judged.map((set) => ({ set: withRows(set, (row) => row % PARTS === 0), assessor }));
  return { newSources, knownSources };
}

function withRows(set: LabelledSet, isChosen: (row: number) => boolean): LabelledSet {
  return { ...set, examples: set.examples.filter((_, row) => isChosen(row)) };
}

function digestOf(root: string, sets: readonly LabelledSet[]): string {
  const digest = createHash('sha256').update(JSON.stringify(sets));
  for (const folder of INGREDIENTS)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(ts|txt|tsv)$/.test(name)) digest.update(name).update(readFileSync(join(root, folder, name)));
  return digest.digest('hex').slice(0, 16);
}
