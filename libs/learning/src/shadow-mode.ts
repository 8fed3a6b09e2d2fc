import { Conflict, type OverlayStore, type ReplayStore, type StoredOverlay } from '@earshot/domain';
import type { Judges, JudgeSetup } from './judges.js';
import { replay, type ShadowChange, type ShadowRequest, type ShadowSummary } from './shadow-replay.js';

/** What is to be tried: everything left out stays as it is. */
export interface ShadowCandidate extends Omit<JudgeSetup, 'overlays'> {
  /** A version in the place of the one in force, or `none` for the base model alone. */
  readonly overlay?: string | undefined;
}

/** Tells what a change of the detector would do to a past period. */
export class ShadowMode {
  constructor(
    private readonly overlays: OverlayStore,
    private readonly messages: ReplayStore,
    private readonly judges: Judges,
  ) {}

  /** @throws NotFound, Conflict when the overlay corrects another model, InvalidInput for a wrong file or threshold */
  async run(
    request: ShadowRequest,
    { overlay, ...setup }: ShadowCandidate,
    tell: (change: ShadowChange) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<ShadowSummary> {
    const inForce = await this.overlays.inForce();
    const chosen = await this.chosen(inForce, overlay, setup.modelFile === undefined);
    const now = await this.judges.make({ overlays: inForce });
    const candidate = await this.judges.make({ ...setup, overlays: chosen });
    return replay(this.messages, request, { now, candidate }, tell, signal);
  }

  private async chosen(
    inForce: readonly StoredOverlay[],
    overlay: string | undefined,
    isInstalledModel: boolean,
  ): Promise<readonly StoredOverlay[]> {
    if (overlay === undefined) return inForce;
    if (overlay === 'none') return [];
    const version = await this.overlays.find(overlay);
    const baseModel = await this.judges.baseModel();
    if (isInstalledModel && version.baseModel !== baseModel)
      throw new Conflict(`Overlay ${overlay} corrects model ${version.baseModel}, the model in use is ${baseModel}`);
    return [...inForce.filter(({ sourceId }) => sourceId !== version.sourceId), version];
  }
}
