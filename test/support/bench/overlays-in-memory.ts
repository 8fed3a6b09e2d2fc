import type { Lesson, NewOverlay, OverlayVersion, StoredOverlay } from '@earshot/domain';
import type { FittingStore } from '@earshot/learning';

/** What one house taught and what was fitted from it, in memory; all of it belongs to no source. */
export class OverlaysInMemory implements FittingStore {
  /** Everything taught so far, oldest first. */
  readonly taught: Lesson[] = [];
  /** Messages that came, with a verdict or without. */
  constructor(private readonly messages: readonly Lesson['input'][] = []) {}

  private readonly fitted: StoredOverlay[] = [];
  private readonly adopted: StoredOverlay[] = [];

  async lockForFitting(): Promise<void> {}

  async lessons(): Promise<readonly Lesson[]> {
    return this.taught;
  }

  async newestInputs(): Promise<readonly Lesson['input'][]> {
    return this.messages;
  }

  async newest(): Promise<readonly { fitted: OverlayVersion; adopted: OverlayVersion | null }[]> {
    const fitted = this.fitted.at(-1);
    return fitted === undefined ? [] : [{ fitted, adopted: this.adopted.at(-1) ?? null }];
  }

  async add(overlay: NewOverlay): Promise<string> {
    const id = String(this.fitted.length + 1);
    const none = { adoptedAt: null, replacedId: null, revertedBy: null };
    this.fitted.push({ ...overlay, ...none, id, state: 'candidate' });
    return id;
  }

  async adopt(id: string): Promise<void> {
    this.adopted.push(...this.fitted.filter((overlay) => overlay.id === id));
  }

  async inForce(): Promise<readonly StoredOverlay[]> {
    return this.adopted.slice(-1);
  }
}
