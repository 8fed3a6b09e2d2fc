import type { Overlay, StatisticalAssessor } from '@earshot/detection';
import { Assessor, type Assessment, type AssessmentInput, type StoredOverlay } from '@earshot/domain';

interface NamedJudge {
  readonly name: string;
  readonly judge: StatisticalAssessor;
}

/**
 * The detector with what the organisation taught it: a source's own overlay where it has one, else the one for all, else
 * the base model. What is in force may change at any time between two judgements; each names base model and overlay.
 */
export class LearnedAssessor extends Assessor {
  private readonly base: NamedJudge;
  private bySource: ReadonlyMap<string | null, NamedJudge> = new Map();

  constructor(base: StatisticalAssessor) {
    super();
    this.base = { name: base.model, judge: base };
  }

  /** Of messages whose source has nothing of its own. */
  get model(): string {
    return this.judgeOf(null).name;
  }

  /** Judges with these from now on. Returns the ids of those that cannot be used: they correct another base model. */
  use(overlays: readonly StoredOverlay[]): string[] {
    const usable = overlays.filter(({ baseModel }) => baseModel === this.base.name);
    this.bySource = new Map(
      usable.map(({ id, sourceId, payload }) => [
        sourceId,
        { name: overlayName(this.base.name, id), judge: this.base.judge.withOverlay(payload as Overlay) },
      ]),
    );
    return overlays.filter((overlay) => !usable.includes(overlay)).map(({ id }) => id);
  }

  assess(input: AssessmentInput): Assessment {
    const { name, judge } = this.judgeOf(input.sourceId ?? null);
    return { ...judge.assess(input), model: name };
  }

  private judgeOf(sourceId: string | null): NamedJudge {
    return this.bySource.get(sourceId) ?? this.bySource.get(null) ?? this.base;
  }
}

/** As it stands in every assessment: the base model's version and the overlay's id. */
export function overlayName(baseModel: string, overlayId: string): string {
  return `${baseModel}+overlay.${overlayId}`;
}
