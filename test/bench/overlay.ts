/**
 * What a team's verdicts are worth: macro-F1 after 10 to 200 of them, less macro-F1 without any. Data: the labelled sets
 * below the folder that EARSHOT_BENCH_DATA names.
 *
 * For each set a model is used that has not seen it (left-out-models.ts). Some rows are drawn as verdicts, the product fits
 * an overlay to them and decides whether to adopt it, and what it then decides on the other rows of the set is compared
 * with what the model alone decides. A set counts for a size when at least as many rows as MOST_JUDGED / 10 are left.
 */
import {
  fitOverlay,
  mulberry32,
  scoreSet,
  shuffle,
  type Example,
  type StatisticalAssessor,
  type Verdict,
} from '@earshot/detection';
import { unseenSets, type UnseenSet } from '../support/bench/left-out-models.js';
import { markdownTable } from '../support/bench/table.js';

const SIZES = [10, 25, 50, 100, 200] as const;
const SEEDS = [1, 2, 3, 4];
/** Rows of a set that are judged; a thousand tell macro-F1 to a hundredth, the means below are over eighteen sets. */
const MOST_JUDGED = 1500;
const FEWEST_JUDGED = MOST_JUDGED / 10;

/** Which messages people give verdicts on: rows in the order in which they come by. */
type Choice = (rows: readonly Example[], assessor: StatisticalAssessor, random: () => number) => Example[];

const anyMessage: Choice = (rows, _assessor, random) => shuffled(rows, random);

/** People see what was flagged or sent to review; one verdict in five is on something else that they came across. */
const shownMessages: Choice = (rows, assessor, random) => {
  const mixed = shuffled(rows, random);
  const isShown = (row: Example): boolean => assessor.assess({ text: row.text }).verdict !== 'not_dissatisfied';
  const shown = mixed.filter(isShown);
  const other = mixed.filter((row) => !shown.includes(row));
  const chosen: Example[] = [];
  while (shown.length > 0 && other.length > 0)
    chosen.push((chosen.length % 5 === 4 ? other : shown).shift() as Example);
  return [...chosen, ...shown, ...other];
};

interface Outcome {
  readonly gain: number;
  readonly isAdopted: boolean;
  readonly milliseconds: number;
}

function teach(rows: readonly Example[], size: number, assessor: StatisticalAssessor): Outcome {
  const verdicts = rows.slice(0, size).map(({ text, dissatisfied }): Verdict => ({ input: { text }, dissatisfied }));
  const others = rows.slice(size);
  const began = performance.now();
  const { overlay, isBetter } = fitOverlay(assessor, verdicts);
  const milliseconds = performance.now() - began;
  const gain = isBetter ? macroF1(others, assessor.withOverlay(overlay)) - macroF1(others, assessor) : 0;
  return { gain, isAdopted: isBetter, milliseconds };
}

function macroF1(rows: readonly Example[], assessor: StatisticalAssessor): number {
  const probabilities = rows.map(({ text }) => assessor.assess({ text }).probability);
  const labels = rows.map(({ dissatisfied }) => dissatisfied);
  return scoreSet(probabilities, labels, { from: 0.5, to: 0.5 }).macroF1;
}

/** One line a size: mean gain, the set that gained least, and how often the overlay was adopted. */
function lines(sets: readonly UnseenSet[], choose: Choice): (string | number)[][] {
  return SIZES.map((size) => {
    const large = sets.filter(({ set }) => Math.min(MOST_JUDGED, set.examples.length) >= size + FEWEST_JUDGED);
    const bySet = large.map(({ set, assessor }) => {
      const outcomes = SEEDS.map((seed) => {
        const random = mulberry32(seed);
        const rows = shuffled(set.examples, random).slice(0, MOST_JUDGED);
        return teach(choose(rows, assessor, random), size, assessor);
      });
      return { name: set.name, gain: mean(outcomes.map(({ gain }) => gain)), outcomes };
    });
    const worst = bySet.reduce((a, b) => (a.gain <= b.gain ? a : b));
    const outcomes = bySet.flatMap((one) => one.outcomes);
    return [
      size,
      signed(mean(bySet.map(({ gain }) => gain))),
      `${signed(worst.gain)} ${worst.name}`,
      `${Math.round(100 * mean(outcomes.map(({ isAdopted }) => (isAdopted ? 1 : 0))))} %`,
      Math.round(mean(outcomes.map(({ milliseconds }) => milliseconds))),
      bySet.length,
    ];
  });
}

function shuffled(rows: readonly Example[], random: () => number): Example[] {
  const order = Int32Array.from(rows.keys());
  shuffle(order, random);
  return Array.from(order, (row) => rows[row] as Example);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
}

async function main(): Promise<void> {
  const dir = process.env['EARSHOT_BENCH_DATA'];
  if (dir === undefined) throw new Error('EARSHOT_BENCH_DATA must name a folder of label<TAB>text files');
  const { newSources, knownSources } = await unseenSets(dir, (message) => void process.stderr.write(`${message}\n`));
  const head = ['verdicts', 'mean gain', 'worst set', 'adopted', 'ms a fit', 'sets'];
  const write = (title: string, sets: readonly UnseenSet[], choose: Choice): void =>
    void process.stdout.write(`${title}\n\n${markdownTable(head, lines(sets, choose))}\n\n`);
  write('New sources, verdicts on any message', newSources, anyMessage);
  write('New sources, verdicts on what is shown', newSources, shownMessages);
  write('Known sources, verdicts on any message', knownSources, anyMessage);
}

void main();
