import { InvalidInput, type Clock, type EscalationStore } from '@earshot/domain';

/** Days: longer is forgetting. */
export const LONGEST_SNOOZE_DAYS = 30;

const DAY_MS = 86_400_000;

/** Being quiet about a case for a while, by a person. */
export class Snoozing {
  constructor(
    private readonly store: EscalationStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Warnings wait until then, critical ones excepted; deadlines stay where they are. Resolves to the case's version.
   * @throws InvalidInput, NotFound, Conflict
   */
  async snooze(caseId: string, until: Date, by: { actorId: string; seenVersion: number }): Promise<number> {
    const at = this.clock.now();
    const latest = new Date(at.getTime() + LONGEST_SNOOZE_DAYS * DAY_MS);
    if (!(until > at && until <= latest))
      throw new InvalidInput('The snooze cannot begin', [
        { path: 'until', message: `must be in the future and not after ${latest.toISOString()}` },
      ]);
    return this.store.snooze({ caseId, until, ...by, at });
  }

  /** @throws NotFound, Conflict */
  async wake(caseId: string, by: { actorId: string; seenVersion: number }): Promise<number> {
    return this.store.snooze({ caseId, until: null, ...by, at: this.clock.now() });
  }
}
