import type { PlaybookCase, PlaybookTask } from '@earshot/domain';
import { isRunning } from '../task-decisions.js';
import type { CaseFacts } from './case-facts.js';

const DAY_MS = 86_400_000;

/** What the playbook's conditions speak of, from a case as it is stored. */
export function factsOfCase(found: PlaybookCase, now: Date): CaseFacts {
  const promises = found.tasks.filter((task) => task.kind === 'promise');
  const isSettled = found.state === 'solved' || found.state === 'closed';
  const solvedAt = isSettled ? found.solvedAt : null;
  const doneSince = (kind: PlaybookTask['kind']) =>
    found.tasks.some(
      (task) => task.kind === kind && task.state === 'done' && isSettled && task.openedAt >= (solvedAt ?? now),
    );
  return {
    state: found.state,
    severity: found.severity,
    channel: found.channel,
    escalations: found.escalations,
    owned: found.ownerId !== null,
    answered: found.answeredAt !== null,
    callReached: found.calls.some((call) => call.reached),
    managerTold: found.managerTold,
    optionChosen: found.options.some((option) => option.chosenAt !== null),
    compensated: found.compensations.length > 0,
    cause: found.cause.stage !== null && found.cause.kind !== null,
    systemic: found.cause.kind === 'systemic',
    correctiveAction: found.cause.correctiveAction !== null,
    lesson: found.cause.lessonId !== null,
    recoveryChecked: doneSince('recovery_check'),
    publicReview: found.review !== null,
    reviewRequested: doneSince('review_request'),
    customerLeft: found.customer !== null && found.customer.leftAt !== null,
    winBackDone: doneSince('win_back') && !found.tasks.some((task) => task.kind === 'win_back' && isRunning(task)),
    writtenAnswers: found.writtenAnswers,
    optionsOffered: found.options.length,
    promisesOpen: promises.filter(isRunning).length,
    promisesBroken: promises.filter((task) => isBroken(task, found, now)).length,
    promisesEverBroken: promises.filter((task) => wasBroken(task, now)).length,
    promisesMade: promises.length,
    daysSinceSolved:
      solvedAt === null
        ? isSettled
          ? 0
          : null
        : Math.max(0, Math.floor((now.getTime() - solvedAt.getTime()) / DAY_MS)),
  };
}

/**
 * A promise whose day has passed; also one that was given up, until it is made good: by speaking to the customer after
 * it, or by another promise.
 */
function isBroken(promise: PlaybookTask, found: PlaybookCase, now: Date): boolean {
  if (isRunning(promise)) return promise.dueAt < now;
  const brokenAt = promise.closedAt;
  if (promise.closedReason !== BROKEN || brokenAt === null) return false;
  const spoken = found.calls.some((call) => call.reached && call.at >= brokenAt);
  const renewed = found.tasks.some(
    (task) => task.kind === 'promise' && task.openedAt >= brokenAt && task.id !== promise.id,
  );
  return !spoken && !renewed;
}

function wasBroken(promise: PlaybookTask, now: Date): boolean {
  if (isRunning(promise)) return promise.dueAt < now;
  return promise.closedReason === BROKEN || promise.closedReason === KEPT_LATE;
}

/** The promises that a customer still counts on: not kept yet, or broken and not made good since. */
export function unkeptPromises(found: PlaybookCase, now: Date): PlaybookTask[] {
  return found.tasks.filter((task) => task.kind === 'promise' && (isRunning(task) || isBroken(task, found, now)));
}

/** How a promise ended, as its task keeps it. */
export const KEPT = 'kept';
export const KEPT_LATE = 'kept-late';
export const BROKEN = 'broken';
