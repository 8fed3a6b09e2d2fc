import {
  Conflict,
  type Clock,
  type OverlayDecision,
  type OverlayDeed,
  type OverlayStore,
  type OverlayUnderAction,
} from '@earshot/domain';

/** Putting a version in force and taking it out again, by a person. */
export class OverlayActions {
  constructor(
    private readonly store: OverlayStore,
    private readonly clock: Clock,
    private readonly baseModel: () => Promise<string>,
  ) {}

  /** Repeating a deed that has taken effect changes nothing and succeeds. @throws NotFound, Conflict */
  async act(id: string, deed: OverlayDeed, actorId: string): Promise<void> {
    const baseModel = await this.baseModel();
    await this.store.act(id, deed, actorId, this.clock.now(), (found) => decideOnOverlay(found, deed, baseModel));
  }
}

/** `null` when it is so already. */
export function decideOnOverlay(
  { version, inForce, replaced }: OverlayUnderAction,
  deed: OverlayDeed,
  baseModel: string,
): OverlayDecision | null {
  const isInForce = inForce?.id === version.id;
  if (deed === 'adopt') {
    if (isInForce) return null;
    if (version.baseModel !== baseModel)
      throw new Conflict(
        `Overlay ${version.id} corrects model ${version.baseModel}, the model in use is ${baseModel}: a new one is fitted from the same verdicts`,
      );
    return { inForceId: version.id };
  }
  if (isInForce) return { inForceId: returnsTo(replaced, baseModel) };
  if (version.revertedBy !== null) return null;
  throw new Conflict(`Overlay ${version.id} is ${version.state}: only the one in force can be reverted`);
}

/** What was reverted itself, or corrects another model, does not come back. */
function returnsTo(replaced: OverlayUnderAction['replaced'], baseModel: string): string | null {
  return replaced !== null && replaced.revertedBy === null && replaced.baseModel === baseModel ? replaced.id : null;
}
