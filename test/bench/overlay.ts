/**
 * What a team's verdicts are worth: macro-F1 after 10 to 200 of them, less macro-F1 without any. Data: the labelled sets
 * below the folder that EARSHOT_BENCH_DATA names.
 *
 * For each set a model is used that has not seen it (left-out-models.ts). Some rows are drawn as verdicts, the product fits
 * an overlay to them and to the wording of all rows, whose labels it is not told, decides whether to adopt it, and what it
 * then decides on the other rows of the set is compared with what the model alone decides.
 */
import {
  fitOverlay,
  mulberry32,
  ownWording,
  scoreSet,
  shuffle,
  type Example,
  type Overlay,
  type OwnWording,
  type StatisticalAssessor,
  type Verdict,
} from '@earshot/detection';
import { OverlayFitting } from '@earshot/learning';
import { DetectionFitter } from '../../apps/worker/src/learning/detection-fitter.js';
import { unseenSets, type UnseenSet } from '../support/bench/left-out-models.js';
import { OverlaysInMemory } from '../support/bench/overlays-in-memory.js';
import { markdownTable } from '../support/bench/table.js';

/** How many verdicts, and how often they are drawn: few of them are a matter of luck. */
const SIZES = [
  { size: 10, draws: 4 },
  { size: 25, draws: 4 },
  { size: 50, draws: 4 },
  { size: 100, draws: 3 },
  { size: 200, draws: 3 },
] as const;
/** Rows of a set that are used; what a thousand say of one set is off by a hundredth, the means are over many sets. */
const MOST_ROWS = 1200;
/** A set counts for a size when so many rows are left to judge. */
const FEWEST_JUDGED = 150;

/** Which messages people give verdicts on: rows in the order in which they come by. */
type Choice = (rows: readonly JudgedExample[], random: () => number) => JudgedExample[];

/** An example with what the model alone says of it. */
interface JudgedExample extends Example {
  readonly cold: number;
  /** On the board or in the list for review. */
  readonly isShown: boolean;
}

const anyMessage: Choice = (rows, random) => shuffled(rows, random);

/** People see what was flagged or sent to review; one verdict in five is on something else that they came across. */
const shownMessages: Choice = (rows, random) => {
  const mixed = shuffled(rows, random);
  const shown = mixed.filter(({ isShown }) => isShown);
  const other = mixed.filter(({ isShown }) => !isShown);
  const chosen: JudgedExample[] = [];
  while (shown.length > 0 && other.length > 0)
    chosen.push((chosen.length % 5 === 4 ? other : shown).shift() as JudgedExample);
  return [...chosen, ...shown, ...other];
};

/** The service fits when somebody has given verdicts; here after every so many. */
const AT_A_TIME = 10;

/** Nothing is stored. */
const NO_TRANSACTION = { query: () => Promise.resolve([]) };

interface JudgedSet {
  readonly name: string;
  readonly rows: readonly JudgedExample[];
  readonly assessor: StatisticalAssessor;
  readonly own: OwnWording | null;
}

interface Outcome {
  readonly gain: number;
  readonly isAdopted: boolean;
  readonly milliseconds: number;
}

function teach(
  rows: readonly JudgedExample[],
  size: number,
  { assessor, own }: Pick<JudgedSet, 'assessor' | 'own'>,
): Outcome {
  const verdicts = rows.slice(0, size).map(({ text, dissatisfied }): Verdict => ({ input: { text }, dissatisfied }));
  const others = rows.slice(size);
  const began = performance.now();
  const { overlay, isBetter } = fitOverlay(assessor, verdicts, own);
  const milliseconds = performance.now() - began;
  if (!isBetter) return { gain: 0, isAdopted: false, milliseconds };
  const taught = assessor.withOverlay(overlay);
  const after = others.map(({ text }) => taught.assess({ text }).probability);
  const before = others.map(({ cold }) => cold);
  return { gain: macroF1(after, others) - macroF1(before, others), isAdopted: true, milliseconds };
}

/** The gain after each size when verdicts come a few at a time and the service adopts and replaces overlays by its rules. */
async function teachOneByOne(rows: readonly JudgedExample[], assessor: StatisticalAssessor): Promise<number[]> {
  const most = Math.max(...SIZES.map(({ size }) => size));
  const store = new OverlaysInMemory(rows.map(({ text }) => ({ sourceId: '1', text })));
  const clock = { now: () => new Date(0) };
  const fitting = new OverlayFitting(store, () => Promise.resolve(new DetectionFitter(assessor)), clock);
  const others = rows.slice(most);
  const before = others.map(({ cold }) => cold);
  const gains: number[] = [];
  for (const [i, { text, dissatisfied }] of rows.slice(0, most).entries()) {
    store.taught.push({ verdictId: String(i + 1), dissatisfied, input: { sourceId: '1', text } });
    const given = i + 1;
    const isReported = SIZES.some(({ size }) => size === given);
    if (given % AT_A_TIME === 0 || isReported) await fitting.fit(NO_TRANSACTION);
    if (!isReported) continue;
    const [inForce] = await store.inForce();
    const judge = inForce === undefined ? assessor : assessor.withOverlay(inForce.payload as Overlay);
    const after = others.map(({ text }) => judge.assess({ text }).probability);
    gains.push(macroF1(after, others) - macroF1(before, others));
  }
  return gains;
}

function macroF1(probabilities: readonly number[], rows: readonly Example[]): number {
  const labels = rows.map(({ dissatisfied }) => dissatisfied);
  return scoreSet(probabilities, labels, { from: 0.5, to: 0.5 }).macroF1;
}

/** The rows that are used, evenly over the set. */
function judged({ set, assessor }: UnseenSet): JudgedExample[] {
  const step = Math.max(1, set.examples.length / MOST_ROWS);
  const used = set.examples.filter((_, row) => Math.floor(row / step) !== Math.floor((row - 1) / step));
  return used.map((example) => {
    const { probability, verdict } = assessor.assess({ text: example.text });
    return { ...example, cold: probability, isShown: verdict !== 'not_dissatisfied' };
  });
}

/** One line a size: mean gain, the set that gained least, and how often the overlay was adopted. */
function lines(sets: readonly JudgedSet[], choose: Choice): (string | number)[][] {
  return SIZES.map(({ size, draws }) => {
    const large = sets.filter(({ rows }) => rows.length >= size + FEWEST_JUDGED);
    const bySet = large.map((set) => {
      const { name, rows } = set;
      const outcomes = Array.from({ length: draws }, (_, draw) => teach(choose(rows, mulberry32(draw + 1)), size, set));
      return { name, gain: mean(outcomes.map(({ gain }) => gain)), outcomes };
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

/** The same for verdicts that come a few at a time, one draw a set. */
async function linesOneByOne(sets: readonly JudgedSet[]): Promise<(string | number)[][]> {
  const most = Math.max(...SIZES.map(({ size }) => size));
  const bySet: { name: string; gains: number[] }[] = [];
  for (const { name, rows, assessor } of sets)
    if (rows.length >= most + FEWEST_JUDGED)
      bySet.push({ name, gains: await teachOneByOne(shuffled(rows, mulberry32(1)), assessor) });
  return SIZES.map(({ size }, i) => {
    const gains = bySet.map(({ name, gains }) => ({ name, gain: gains[i] as number }));
    const worst = gains.reduce((a, b) => (a.gain <= b.gain ? a : b));
    return [size, signed(mean(gains.map(({ gain }) => gain))), `${signed(worst.gain)} ${worst.name}`, bySet.length];
  });
}

function shuffled(rows: readonly JudgedExample[], random: () => number): JudgedExample[] {
  const order = Int32Array.from(rows.keys());
  shuffle(order, random);
  return Array.from(order, (row) => rows[row] as JudgedExample);
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
  const [fresh, known] = [newSources, knownSources].map((sets) =>
    sets.map((unseen): JudgedSet => {
      const rows = judged(unseen);
      const { set, assessor } = unseen;
      const own = ownWording(
        assessor,
        rows.map(({ text }) => ({ text })),
      );
      return { name: set.name, rows, assessor, own };
    }),
  ) as [JudgedSet[], JudgedSet[]];
  const head = ['verdicts', 'mean gain', 'worst set', 'adopted', 'ms a fit', 'sets'];
  const write = (title: string, sets: readonly JudgedSet[], choose: Choice): void =>
    void process.stdout.write(`${title}\n\n${markdownTable(head, lines(sets, choose))}\n\n`);
  write('New sources, verdicts on any message', fresh, anyMessage);
  write('Known sources, verdicts on any message', known, anyMessage);
  write('New sources, verdicts on what is shown', fresh, shownMessages);
  const growing = markdownTable(['verdicts', 'mean gain', 'worst set', 'sets'], await linesOneByOne(fresh));
  process.stdout.write(`New sources, ${AT_A_TIME} verdicts at a time, as the service does\n\n${growing}\n`);
}

void main();
