import { fitOverlay, ownWording, type Overlay, type OwnWording, type StatisticalAssessor } from '@earshot/detection';
import type { AssessmentInput } from '@earshot/domain';
import { OverlayFitter, type FittedOverlay, type TaughtInput } from '@earshot/learning';

/** Fits with libs/detection in this thread, which does nothing else meanwhile: a second for some thousand verdicts. */
export class DetectionFitter extends OverlayFitter {
  readonly baseModel: string;
  private own: OwnWording | null = null;

  constructor(private readonly base: StatisticalAssessor) {
    super();
    this.baseModel = base.model;
  }

  override learnWording(messages: readonly AssessmentInput[]): Promise<void> {
    this.own = ownWording(this.base, messages);
    return Promise.resolve();
  }

  override fit(verdicts: readonly TaughtInput[]): Promise<FittedOverlay> {
    const { overlay, before, after, isBetter } = fitOverlay(this.base, verdicts, this.own);
    return Promise.resolve({ payload: overlay, before, after, isBetter });
  }

  override probabilities(payload: object | null, inputs: readonly AssessmentInput[]): Promise<readonly number[]> {
    const judge = payload === null ? this.base : this.base.withOverlay(payload as Overlay);
    return Promise.resolve(inputs.map((input) => judge.assess(input).probability));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
