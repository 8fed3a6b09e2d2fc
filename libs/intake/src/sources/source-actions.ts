import {
  Conflict,
  InvalidTransition,
  isPausedByPerson,
  type Clock,
  type SourceActionsStore,
  type SourceDecision,
  type SourceDeed,
  type SourceUnderAction,
} from '@earshot/domain';
import type { SourceKinds } from './source-kinds.js';

/** Who acts: a person, or with `null` somebody at the command line. */
export interface SourceActor {
  readonly id: string | null;
  readonly name: string;
}

/** Reading a source now, stopping to read it, and reading it again, by a person. */
export class SourceActions {
  constructor(
    private readonly store: SourceActionsStore,
    private readonly clock: Clock,
    private readonly kinds: Pick<SourceKinds, 'isPushed'>,
  ) {}

  /**
   * Repeating one changes nothing.
   * @throws NotFound, InvalidTransition when a paused source is asked to poll, Conflict when one that is brought its messages is
   */
  async act(sourceId: string, deed: SourceDeed, actor: SourceActor, reason: string | null = null): Promise<void> {
    const at = this.clock.now();
    await this.store.act(sourceId, deed, actor.id, at, (found) => {
      if (deed === 'poll' && this.kinds.isPushed(found.kind))
        throw new Conflict('The messages of this source are brought to us: there is nobody to ask for news');
      return decideOnSource(found, deed, actor.name, at, reason);
    });
  }
}

/** `null` when it is so already. The worker reads what is due, so "now" is all that has to be written. */
export function decideOnSource(
  found: SourceUnderAction,
  deed: SourceDeed,
  actorName: string,
  at: Date,
  reason: string | null = null,
): SourceDecision | null {
  const paused = found.state === 'paused';
  switch (deed) {
    case 'pause':
      return isPausedByPerson(found)
        ? null
        : {
            ...found,
            state: 'paused',
            stateReason: `Paused by ${actorName}${reason === null ? '' : `: ${reason}`}`,
            consecutiveFailures: 0,
          };
    case 'resume':
      return paused ? { state: 'healthy', stateReason: null, nextPollAt: at, consecutiveFailures: 0 } : null;
    case 'poll':
      if (paused) throw new InvalidTransition('The source', found.state, deed, ['resume']);
      return found.nextPollAt <= at ? null : { ...found, nextPollAt: at };
  }
}
