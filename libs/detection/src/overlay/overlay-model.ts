import { InvalidInput } from '@earshot/domain';
import { DENSE_NAMES } from '../features/evidence.js';
import type { LinearModel } from '../model/linear-model.js';
import { overlayNgrams, type Overlay } from './overlay.js';

/** A base model with an organisation's corrections, laid out for scoring. */
export class OverlayModel {
  readonly slope: number;
  readonly intercept: number;
  readonly dense: Float64Array;
  private readonly buckets: Int8Array;
  private readonly scale: number;
  private readonly mask: number;

  /** @throws InvalidInput when the overlay was fitted on another base model */
  constructor(overlay: Overlay, base: LinearModel) {
    if (overlay.baseModel !== base.version) {
      const message = `it corrects model ${overlay.baseModel}, the model in use is ${base.version}: fit it again`;
      throw new InvalidInput('The overlay does not belong to the model', [{ path: 'baseModel', message }]);
    }
    this.slope = overlay.slope;
    this.intercept = overlay.intercept;
    this.dense = Float64Array.from(DENSE_NAMES, (name) => overlay.features[name] ?? 0);
    this.buckets = overlayNgrams(overlay);
    this.scale = overlay.ngramScale;
    this.mask = 2 ** overlay.ngramBits - 1;
  }

  /** Scales the base model's word shares and adds what the corrections say; returns the new sum. */
  correctWording(base: LinearModel, shares: Float64Array, tokens: number, wording: number): number {
    for (let token = 0; token < tokens; token++) shares[token] = (shares[token] as number) * this.slope;
    const { buckets, tokens: owners, count } = base.ngrams;
    const unit = this.scale / Math.sqrt(Math.max(1, count));
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const weight = (this.buckets[(buckets[i] as number) & this.mask] as number) * unit;
      const token = owners[i] as number;
      shares[token] = (shares[token] as number) + weight;
      sum += weight;
    }
    return wording * this.slope + sum;
  }
}
