import type {
  Clock,
  Lesson,
  OverlayComparison,
  OverlayFigures,
  OverlayStore,
  OverlayVersion,
  StoredOverlay,
  TransactionHandle,
} from '@earshot/domain';
import { compare, CONVINCING, heldOut } from './compare-overlays.js';
import type { FittedOverlay, OpenFitter, OverlayFitter } from './overlay-fitter.js';
import { FEWEST_NEW, isFittedAlready, knownTo, lastVerdictOf, newSince, scopesOf, type Scope } from './what-to-fit.js';

/** A fit holds every verdict with its text in memory; 20,000 are some tens of megabytes and up to a minute of a core. */
const MOST_LESSONS = 20_000;
/** As many messages as a fit learns the wording of a house from. */
const MOST_MESSAGES = 2_000;

export interface FitReport {
  /** `null`: for every source that has none of its own. */
  readonly sourceId: string | null;
  readonly verdicts: number;
  readonly outcome: 'adopted' | 'not_better' | 'too_few_new' | 'unchanged';
  /** `null` when nothing was stored. */
  readonly overlayId: string | null;
  /** `null` for `unchanged`. */
  readonly figures: OverlayFigures | null;
}

/** What fitting needs of the store. */
export type FittingStore = Pick<
  OverlayStore,
  'lockForFitting' | 'lessons' | 'newestInputs' | 'newest' | 'inForce' | 'add' | 'adopt'
>;

interface Comparison {
  readonly comparison: OverlayComparison | null;
  readonly outcome: 'adopted' | 'not_better' | 'too_few_new';
}

/** What is in force where a scope is fitted, and what was last. */
interface Surroundings {
  readonly all: readonly Lesson[];
  readonly own: StoredOverlay | null;
  readonly forAll: StoredOverlay | null;
  readonly lastAdopted: OverlayVersion | null;
}

/**
 * Fits what the verdicts teach, once for all sources and once for each that has enough verdicts of its own, and puts it in
 * force where it is better than the base model, no worse than its predecessor and, for a source, better than the one for all,
 * each judged on verdicts it has not learned from.
 */
export class OverlayFitting {
  constructor(
    private readonly store: FittingStore,
    private readonly openFitter: OpenFitter,
    private readonly clock: Clock,
  ) {}

  /** One fits at a time; who comes second finds it done. With `dryRun` nothing is stored. */
  async fit(
    transaction: TransactionHandle,
    { dryRun = false, signal }: { dryRun?: boolean; signal?: AbortSignal } = {},
  ): Promise<FitReport[]> {
    await this.store.lockForFitting(transaction);
    const lessons = await this.store.lessons(MOST_LESSONS, transaction);
    const scopes = scopesOf(lessons);
    if (scopes.length === 0) return [];
    const fitter = await this.openFitter(signal);
    try {
      const reports: FitReport[] = [];
      for (const scope of scopes) {
        signal?.throwIfAborted();
        reports.push(await this.fitScope(scope, lessons, fitter, dryRun, transaction));
      }
      return reports;
    } finally {
      await fitter.close();
    }
  }

  private async fitScope(
    scope: Scope,
    all: readonly Lesson[],
    fitter: OverlayFitter,
    dryRun: boolean,
    transaction: TransactionHandle,
  ): Promise<FitReport> {
    const { sourceId } = scope;
    const of = (id: string | null) => (version: { sourceId: string | null }) => version.sourceId === id;
    const newest = (await this.store.newest(transaction)).find(({ fitted }) => fitted.sourceId === sourceId);
    const verdicts = scope.lessons.length;
    if (!dryRun && isFittedAlready(scope, newest?.fitted ?? null, fitter.baseModel))
      return { sourceId, verdicts, outcome: 'unchanged', overlayId: null, figures: null };

    const inForce = (await this.store.inForce(transaction)).filter(({ baseModel }) => baseModel === fitter.baseModel);
    await fitter.learnWording(await this.store.newestInputs(sourceId, MOST_MESSAGES, transaction));
    const fitted = await fitter.fit(scope.lessons);
    const { comparison, outcome } = await judge(fitted, scope, fitter, {
      all,
      own: inForce.find(of(sourceId)) ?? null,
      forAll: inForce.find(of(null)) ?? null,
      lastAdopted: newest?.adopted ?? null,
    });
    const figures = { before: fitted.before, after: fitted.after, comparison };
    if (dryRun) return { sourceId, verdicts, outcome, overlayId: null, figures };

    const overlayId = await this.store.add(
      {
        sourceId,
        baseModel: fitter.baseModel,
        fittedAt: this.clock.now(),
        verdicts,
        lastVerdictId: lastVerdictOf(scope.lessons),
        figures,
        payload: fitted.payload,
      },
      transaction,
    );
    if (outcome === 'adopted') await this.store.adopt(overlayId, this.clock.now(), transaction);
    return { sourceId, verdicts, outcome, overlayId, figures };
  }
}

async function judge(
  fitted: FittedOverlay,
  scope: Scope,
  fitter: OverlayFitter,
  { all, own, forAll, lastAdopted }: Surroundings,
): Promise<Comparison> {
  if (!fitted.isBetter) return { comparison: null, outcome: 'not_better' };
  if (lastAdopted?.baseModel === fitter.baseModel && newSince(lastAdopted, scope.lessons).length < FEWEST_NEW)
    return { comparison: null, outcome: 'too_few_new' };
  if (own !== null) return againstItsPredecessor(own, scope, fitter);
  if (scope.sourceId !== null && forAll !== null) return againstTheOneForAll(scope, all, fitter);
  return { comparison: null, outcome: 'adopted' };
}

/** On the verdicts given since: the one in force has seen none of them, the candidate's halves not those they judge. */
async function againstItsPredecessor(own: StoredOverlay, scope: Scope, fitter: OverlayFitter): Promise<Comparison> {
  const fresh = newSince(own, scope.lessons);
  const known = knownTo(own, scope.lessons);
  const candidate = await heldOut(fitter, known, fresh);
  const inForce = await fitter.probabilities(own.payload, inputsOf(fresh));
  return decided(fresh, inForce, candidate, CONVINCING.successor);
}

/** On all verdicts of the source: does what it teaches alone help it more than what it teaches together with the others? */
async function againstTheOneForAll(scope: Scope, all: readonly Lesson[], fitter: OverlayFitter): Promise<Comparison> {
  const others = all.filter(({ input }) => input.sourceId !== scope.sourceId);
  const candidate = await heldOut(fitter, [], scope.lessons);
  const forAll = await heldOut(fitter, others, scope.lessons);
  return decided(scope.lessons, forAll, candidate, CONVINCING.rival);
}

function decided(
  lessons: readonly Lesson[],
  inForce: readonly number[],
  candidate: readonly number[],
  convincing: number,
): Comparison {
  const { comparison, isBetter } = compare(
    lessons.map(({ dissatisfied }, row) => ({
      dissatisfied,
      inForce: inForce[row] as number,
      candidate: candidate[row] as number,
    })),
    convincing,
  );
  return { comparison, outcome: isBetter ? 'adopted' : 'not_better' };
}

function inputsOf(lessons: readonly Lesson[]): Lesson['input'][] {
  return lessons.map(({ input }) => input);
}
