import { Assessor, type Assessment, type AssessmentInput, type OverlayStore } from '@earshot/domain';
import type { Judges } from '@earshot/learning';

/** The detector with what the organisation has taught it by now. `refresh` comes before the first judgement. */
export class JudgeInForce extends Assessor {
  private judge: Assessor | null = null;
  private taught = '';

  constructor(
    private readonly judges: Judges,
    private readonly overlays: OverlayStore,
  ) {
    super();
  }

  get model(): string {
    return this.ready.model;
  }

  /** Takes over what was taught since the last time: one short query where that is nothing. */
  async refresh(): Promise<void> {
    const overlays = await this.overlays.inForce();
    const taught = overlays.map(({ id }) => id).join();
    if (this.judge !== null && taught === this.taught) return;
    this.judge = await this.judges.make({ overlays });
    this.taught = taught;
  }

  assess(input: AssessmentInput): Assessment {
    return this.ready.assess(input);
  }

  private get ready(): Assessor {
    if (this.judge === null) throw new Error('the judge was asked before it was refreshed');
    return this.judge;
  }
}
