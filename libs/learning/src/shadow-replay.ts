import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Assessment, Assessor, ReplayedMessage, ReplayStore } from '@earshot/domain';

/** Memory is bounded by this many messages. */
const PAGE_SIZE = 200;
/** Others in the process wait no longer than this, plus one message. Milliseconds. */
const TURN_MS = 15;

export type ShadowOutcome = Pick<Assessment, 'verdict' | 'probability' | 'severity'>;

/** A message whose verdict or severity the candidate would change. */
export interface ShadowChange {
  readonly messageId: string;
  readonly from: ShadowOutcome;
  readonly to: ShadowOutcome;
  /** What a person said of it, if anybody did. */
  readonly dissatisfied: boolean | null;
}

export interface ShadowSummary {
  readonly judged: number;
  readonly changed: number;
  /** Now `dissatisfied` or `uncertain`, and not so before. */
  readonly newlyFlagged: number;
  readonly noLongerFlagged: number;
  /** Of the messages with a person's verdict: on whose side of 0.5 each judge stood. */
  readonly verdicts: { readonly known: number; readonly rightBefore: number; readonly rightAfter: number };
  /** False when the period has more messages than were asked for. */
  readonly complete: boolean;
}

export interface ShadowRequest {
  /** Received from here on … */
  readonly from: Date;
  /** … and before this. */
  readonly to: Date;
  /** At most this many messages are judged. */
  readonly limit?: number;
}

type MutableSummary = { -readonly [Key in keyof ShadowSummary]: ShadowSummary[Key] } & {
  verdicts: { known: number; rightBefore: number; rightAfter: number };
};

/**
 * Shadow mode: judges a past period as it is judged now and as a candidate would, both from the same circumstances, and
 * tells what would change. Stores nothing.
 */
export async function replay(
  store: ReplayStore,
  { from, to, limit = Infinity }: ShadowRequest,
  judges: { readonly now: Assessor; readonly candidate: Assessor },
  tell: (change: ShadowChange) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<ShadowSummary> {
  const summary: MutableSummary = {
    judged: 0,
    changed: 0,
    newlyFlagged: 0,
    noLongerFlagged: 0,
    verdicts: { known: 0, rightBefore: 0, rightAfter: 0 },
    complete: true,
  };
  let turnEnds = performance.now() + TURN_MS;
  let after: string | null = null;
  do {
    const page = await store.page(from, to, after, PAGE_SIZE);
    for (const message of page.messages) {
      if (summary.judged >= limit) return { ...summary, complete: false };
      const change = judgeTwice(message, judges, summary);
      if (change !== null) await tell(change);
      if (performance.now() > turnEnds) {
        await nextTurn();
        signal?.throwIfAborted();
        turnEnds = performance.now() + TURN_MS;
      }
    }
    after = page.next;
  } while (after !== null);
  return summary;
}

function judgeTwice(
  { id, input, dissatisfied }: ReplayedMessage,
  judges: { readonly now: Assessor; readonly candidate: Assessor },
  summary: MutableSummary,
): ShadowChange | null {
  const from = outcome(judges.now.assess(input));
  const to = outcome(judges.candidate.assess(input));
  summary.judged += 1;
  if (dissatisfied !== null) {
    summary.verdicts.known += 1;
    summary.verdicts.rightBefore += from.probability >= 0.5 === dissatisfied ? 1 : 0;
    summary.verdicts.rightAfter += to.probability >= 0.5 === dissatisfied ? 1 : 0;
  }
  if (from.verdict === to.verdict && from.severity === to.severity) return null;
  summary.changed += 1;
  if (isFlagged(to) && !isFlagged(from)) summary.newlyFlagged += 1;
  if (isFlagged(from) && !isFlagged(to)) summary.noLongerFlagged += 1;
  return { messageId: id, from, to, dissatisfied };
}

function outcome({ verdict, probability, severity }: Assessment): ShadowOutcome {
  return { verdict, probability, severity };
}

const isFlagged = ({ verdict }: ShadowOutcome): boolean => verdict !== 'not_dissatisfied';
