import type { Assessment, AssessmentInput, Assessor, OverlayStore, StoredOverlay } from '@earshot/domain';
import type { Judges } from './judges.js';

interface InForce {
  readonly ids: string;
  readonly assessor: Assessor;
}

/** Judges a text as a message with it would be judged now. Nothing of it is stored. */
export class TextTrial {
  private last: InForce | null = null;

  constructor(
    private readonly overlays: OverlayStore,
    private readonly judges: Judges,
  ) {}

  async judge(input: AssessmentInput): Promise<Assessment> {
    return (await this.inForce(await this.overlays.inForce())).assess(input);
  }

  /** A judge is made anew only when other overlays are in force: their weights are large, and they never change. */
  private async inForce(overlays: readonly StoredOverlay[]): Promise<Assessor> {
    const ids = overlays.map(({ id }) => id).join();
    if (this.last?.ids !== ids) this.last = { ids, assessor: await this.judges.make({ overlays }) };
    return this.last.assessor;
  }
}
