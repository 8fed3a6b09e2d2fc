import {
  Conflict,
  type Clock,
  type Fault,
  type PlaybookCase,
  type PlaybookCaseUnderAction,
  type PlaybookChange,
  type PlaybookStore,
  type Policy,
  type Role,
} from '@earshot/domain';
import { createHash } from 'node:crypto';
import type { ClocksInForce } from '../clock-keeper.js';
import type { Circumstances, Deed } from './deeds/deed.js';
import { factsOfCase, unkeptPromises } from './facts-of-case.js';
import type { Playbook } from './playbook.js';
import { closingFaults, playbookSteps, type StepOfCase } from './playbook-steps.js';

/** Who acts, on which version of the case they saw. */
export interface Acting {
  readonly actorId: string;
  readonly role: Role;
  readonly seenVersion: number;
}

/** A case with its steps and with what stands in the way of closing it. */
export interface PlaybookStanding {
  readonly found: PlaybookCase;
  readonly steps: readonly StepOfCase[];
  readonly missingToClose: readonly Fault[];
  /** Promises of which whoever solves or closes the case must say that they know: the ids of their tasks. */
  readonly unkeptPromises: readonly string[];
}

/** Leads cases through the playbook: each deed takes effect once, on the case that its person saw, or not at all. */
export class PlaybookDesk {
  constructor(
    readonly playbook: Playbook,
    private readonly store: PlaybookStore,
    private readonly clock: Clock,
    private readonly policy: () => Promise<Policy>,
    private readonly clocksInForce: ClocksInForce,
  ) {}

  /** @throws NotFound */
  async standing(caseId: string): Promise<PlaybookStanding> {
    const found = await this.store.find(caseId);
    const now = this.clock.now();
    const facts = factsOfCase(found, now);
    return {
      found,
      steps: playbookSteps(facts, this.playbook),
      missingToClose: closingFaults(facts, this.playbook),
      unkeptPromises: unkeptPromises(found, now).map(({ id }) => id),
    };
  }

  /**
   * Repeating the same request on the same version (a second click, a retry) changes nothing and succeeds.
   * @throws NotFound, Conflict when somebody else was faster, and what the deed throws
   */
  async act<Request>(caseId: string, acting: Acting, deed: Deed<Request>, request: Request): Promise<void> {
    const at = this.clock.now();
    const circumstances: Circumstances = {
      actorId: acting.actorId,
      role: acting.role,
      at,
      playbook: this.playbook,
      calendar: (await this.policy()).calendar(null),
      clocks: await this.clocksInForce(),
    };
    const mark = markOf(deed, request);
    await this.store.act(caseId, acting.actorId, at, (found) =>
      decide(found, acting, mark, () => deed(found, request, circumstances)),
    );
  }
}

/**
 * `null` when this very request has taken effect already.
 * @throws Conflict when the case is at another version, was merged, or was dismissed and something would begin on it
 */
export function decide(
  found: PlaybookCaseUnderAction,
  { seenVersion }: Pick<Acting, 'seenVersion'>,
  mark: string,
  change: () => PlaybookChange,
): PlaybookChange | null {
  if (found.deeds.some((done) => done.seenVersion === seenVersion && done.request === mark)) return null;
  if (found.version !== seenVersion)
    throw new Conflict(
      `Case ${found.id} was changed by somebody else: it is at version ${found.version}, you saw ${seenVersion}`,
    );
  if (found.mergedInto !== null)
    throw new Conflict(`Case ${found.id} was merged into case ${found.mergedInto}: act there`);
  const decided = change();
  if (found.state === 'not_a_complaint' && !endsOnly(decided))
    throw new Conflict(`Case ${found.id} was closed as not a complaint: reopen it first`);
  return { ...decided, event: { ...decided.event, detail: { seenVersion, request: mark, ...decided.event.detail } } };
}

/** What was promised or given before a case was dismissed can still be settled; nothing is begun on it. */
const ENDING: readonly (keyof PlaybookChange)[] = ['closedTasks', 'usedCompensationId', 'leftAt', 'event'];

function endsOnly(change: PlaybookChange): boolean {
  const begins = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.entries(change).every(([part, value]) => !begins(value) || ENDING.some((ending) => ending === part));
}

/** Tells one request from another, without keeping its words in the timeline. */
function markOf(deed: { readonly name: string }, request: unknown): string {
  return createHash('sha256')
    .update(`${deed.name} ${JSON.stringify(request)}`)
    .digest('base64url')
    .slice(0, 22);
}
