import type { Clock, JobQueue, SecondOpinionStore } from '@earshot/domain';
import type { OpinionSettings, SecondOpinions } from './second-opinions.js';

export const GIVE_SECOND_OPINION = 'give-second-opinion';

/** What is older has been decided by people, or by nobody and will not be. */
const LOOK_BACK_MS = 14 * 24 * 60 * 60_000;
/** A page is stored in less: what has been received before that is visible, or never will be. */
const LONGEST_STORING_MS = 10 * 60_000;

const options = { singletonKey: GIVE_SECOND_OPINION };

/** Sees to it that there is a job while there are messages to judge. */
export class OpinionRequests {
  /** Up to here every message was judged when it was looked last. */
  private judgedUpTo: Date | null = null;

  constructor(
    private readonly store: SecondOpinionStore,
    private readonly queue: JobQueue,
    private readonly settings: OpinionSettings,
    private readonly clock: Clock,
  ) {}

  /** Asked now and then. Cheap when nothing is new: what was judged before is not looked at again. */
  async requestForNews(): Promise<void> {
    const now = this.clock.now();
    const { model, ask } = this.settings;
    const receivedFrom = this.judgedUpTo ?? lookBackFrom(now);
    const waiting = await this.store.unjudged({ model, ask, receivedFrom }, 1);
    if (waiting.length > 0) await this.queue.send(GIVE_SECOND_OPINION, {}, options);
    else this.judgedUpTo = new Date(now.getTime() - LONGEST_STORING_MS);
  }
}

/**
 * Does the requests. The opinions, the job's completion and the job for the rest are one transaction: after a kill the
 * same messages are judged again, and none has two opinions.
 */
export function registerSecondOpinions(queue: JobQueue, opinions: SecondOpinions, clock: Clock): void {
  queue.handle(GIVE_SECOND_OPINION, async (_job, transaction, signal) => {
    const judged = await opinions.judgeSome(lookBackFrom(clock.now()), transaction, signal);
    if (judged > 0) await queue.send(GIVE_SECOND_OPINION, {}, options, transaction);
  });
}

function lookBackFrom(now: Date): Date {
  return new Date(now.getTime() - LOOK_BACK_MS);
}
