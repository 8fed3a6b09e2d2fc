import {
  AssessAnswer,
  AssessRequest,
  CalibrationView,
  DetectionView,
  OverlayDeedName,
  ShadowQuery,
  ShadowReport,
  ThresholdsView,
} from '@earshot/contracts';
import type { Role } from '@earshot/domain';
import { verdictFigures, type VerdictFigures } from '@earshot/learning';
import { FakePhrasePacks } from './fake-phrase-packs.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

type Version = DetectionView['versions'][number];
type Outcome = ShadowReport['changes'][number]['from'];

/** The detector with two versions that it learned; one judges. A text is unhappy when it asks where something is. */
export class FakeDetection implements FakeDesk {
  /** What a shadow run finds. */
  readonly changes: ShadowReport['changes'] = [];
  readonly phrases = new FakePhrasePacks();
  /** Of how many verdicts the figures are; of all when left out. */
  fewVerdicts: number | null = null;
  private verdicts: DetectionView['verdicts'] = { messages: 1_240, dissatisfied: 480, given: 1_302 };
  private versions: Version[] = [
    versionOf('2', 1_240, 'in_force', { precision: 0.91, recall: 0.88, macroF1: 0.9 }),
    versionOf('1', 300, 'retired', { precision: 0.85, recall: 0.8, macroF1: 0.84 }),
  ];

  constructor(private readonly role: Role) {}

  /** Nobody has taught anything yet. */
  forget(): void {
    this.verdicts = { messages: 0, dissatisfied: 0, given: 0 };
    this.versions = [];
  }

  answer({ path, method, query, body }: FakeRequest): FakeAnswer | null {
    const [what, part, id, deed] = path;
    if (what !== 'detection') return null;
    if (part === 'assess' && method === 'POST') return ok(judged(AssessRequest.parse(body)));
    if (!['manager', 'ops', 'admin'].includes(this.role)) return problem(403);
    if (part === undefined) return ok(this.view());
    if (part === 'calibration') return ok(CalibrationView.parse(this.calibration()));
    if (part === 'thresholds') return ok(ThresholdsView.parse(THRESHOLDS));
    if (part === 'phrase-packs') return this.phrases.answer(id);
    if (part === 'shadow') return ok(this.shadow(ShadowQuery.parse(Object.fromEntries(query))));
    if (part !== 'overlays' || id === undefined) return problem(404);
    if (!['ops', 'admin'].includes(this.role)) return problem(403);
    return ok(this.act(id, OverlayDeedName.parse(deed)));
  }

  private view(): DetectionView {
    const inForce = this.versions.filter(({ state }) => state === 'in_force');
    return DetectionView.parse({ verdicts: this.verdicts, inForce, versions: this.versions });
  }

  /** Verdicts that bear the detector out, more or less, in two languages. */
  private calibration(): CalibrationView {
    const { messages } = this.verdicts;
    const judged = Array.from({ length: Math.min(messages, this.fewVerdicts ?? messages) }, (_, index) => {
      const probability = ((index * 37) % 100) / 100;
      // Drawn evenly: of those given 0.7, some 70 % are unhappy.
      return { probability, dissatisfied: (index * 61) % 100 < 100 * probability, language: index % 3 ? 'fi' : 'lv' };
    });
    return { ...writable(verdictFigures(judged)), leastVerdicts: 50 };
  }

  private act(acted: string, deed: OverlayDeedName): DetectionView {
    const isAdopted = deed === 'adopt';
    this.versions = this.versions.map((version) =>
      version.id === acted
        ? { ...version, state: isAdopted ? 'in_force' : 'retired', revertedBy: isAdopted ? null : '1' }
        : { ...version, state: isAdopted ? 'retired' : version.id === '1' ? 'in_force' : version.state },
    );
    return this.view();
  }

  private shadow({ overlay }: ShadowQuery): ShadowReport {
    const changes = overlay === 'none' ? this.changes : [];
    const newlyFlagged = changes.filter(({ to }) => to.verdict === 'dissatisfied').length;
    return ShadowReport.parse({
      summary: {
        judged: 3_100,
        changed: changes.length,
        newlyFlagged,
        noLongerFlagged: changes.length - newlyFlagged,
        verdicts: { known: 90, rightBefore: 84, rightAfter: 79 },
        complete: true,
      },
      changes,
    });
  }
}

export const outcomeOf = (verdict: Outcome['verdict'], probability: number): Outcome => ({
  verdict,
  probability,
  severity: verdict === 'not_dissatisfied' ? 'none' : 'medium',
});

const THRESHOLDS: ThresholdsView = {
  uncertainFrom: 0.41,
  dissatisfiedFrom: 0.6,
  usual: { uncertainFrom: 0.41, dissatisfiedFrom: 0.55 },
};

const BEFORE = { logLoss: 0.44, precision: 0.82, recall: 0.71, macroF1: 0.79 };

function versionOf(
  id: string,
  verdicts: number,
  state: Version['state'],
  after: Omit<Version['figures']['after'], 'logLoss'>,
): Version {
  const fittedAt = new Date(Date.UTC(2026, 10, 10 + Number(id), 9)).toISOString();
  return {
    id,
    sourceId: null,
    baseModel: 'test-1',
    state,
    fittedAt,
    verdicts,
    figures: {
      before: BEFORE,
      after: { logLoss: 0.3, ...after },
      comparison: id === '1' ? null : { verdicts: 120, logLossInForce: 0.36, logLossCandidate: 0.31 },
    },
    adoptedAt: fittedAt,
    replacedId: id === '1' ? null : '1',
    revertedBy: null,
  };
}

function judged({ text, language = 'en' }: AssessRequest): AssessAnswer {
  const asks = /where/i.exec(text);
  const signal = {
    kind: 'phrase',
    label: 'waiting',
    evidence: asks?.[0] ?? '',
    start: asks?.index ?? 0,
    end: (asks?.index ?? 0) + (asks?.[0].length ?? 0),
    weight: asks === null ? -1.2 : 2.1,
  };
  return AssessAnswer.parse({
    assessment: {
      language,
      languageConfidence: 0.97,
      verdict: asks === null ? 'not_dissatisfied' : 'dissatisfied',
      probability: asks === null ? 0.06 : 0.93,
      severity: asks === null ? 'none' : 'medium',
      signals: [signal],
      escalations: [],
      topics: ['delivery'],
      model: 'test-1+overlay.2',
    },
    phrases: asks === null ? [] : [{ ...spanOf(signal), phrases: [OWN_PHRASE] }],
  });
}

const OWN_PHRASE = { phrase: 'where is/are', language: 'en', file: 'en.local.txt', isOwn: true };

const spanOf = ({ label, start, end, weight }: AssessAnswer['assessment']['signals'][number]) => ({
  label,
  start,
  end,
  weight,
});

const writable = ({ languages, bins, ...figures }: VerdictFigures) => ({
  ...figures,
  languages: [...languages],
  bins: [...bins],
});
