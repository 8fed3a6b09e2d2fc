import type { ChangeEvent } from '@earshot/contracts';
import { CHANGE_TOPICS } from '@earshot/domain';
import type { ChangeRow } from '@earshot/persistence';

/** Above this an event (some 20 kB) would be larger than what reading everything again costs. */
const MOST_IDS = 2_000;

/** One event for many changes: what they touched, each named once, resumable after the newest. `null` for none. */
export function mergeChanges(changes: readonly ChangeRow[]): ChangeEvent | null {
  const newest = changes.reduce<ChangeRow | null>(
    (best, change) => (best === null || BigInt(change.id) > BigInt(best.id) ? change : best),
    null,
  );
  if (newest === null) return null;
  const topics = CHANGE_TOPICS.filter((topic) => changes.some((change) => change.topics.includes(topic)));
  const caseIds = [...new Set(changes.flatMap((change) => change.caseIds))];
  const sourceIds = [...new Set(changes.flatMap((change) => change.sourceIds))];
  if (caseIds.length + sourceIds.length > MOST_IDS) return { id: newest.id, topics, caseIds: [], sourceIds: [] };
  return { id: newest.id, topics, caseIds, sourceIds };
}

/** Topics without ids: anything of them may have changed. */
export function everythingChanged(id: string): ChangeEvent {
  return { id, topics: [...CHANGE_TOPICS], caseIds: [], sourceIds: [] };
}
