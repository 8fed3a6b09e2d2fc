import type { Alert } from '@earshot/contracts';
import { dueGroup, type DueGroup } from '../../shared/time/due-group';
import type { TimeStyle } from '../../shared/time/format';

export type ListEntry =
  | { readonly type: 'heading'; readonly group: DueGroup }
  | {
      readonly type: 'row';
      readonly alert: Alert;
      /** Counted from 1, headings left out. */ readonly position: number;
    };

/** The rows in their order with a heading wherever another group of deadlines begins, each heading once. */
export function listEntries(alerts: readonly Alert[], grouped: boolean, now: Date, style: TimeStyle): ListEntry[] {
  const told = new Set<DueGroup>();
  return alerts.flatMap((alert, index): ListEntry[] => {
    const row: ListEntry = { type: 'row', alert, position: index + 1 };
    if (!grouped) return [row];
    const group = dueGroup(alert.dueAt === null ? null : new Date(alert.dueAt), now, style);
    if (told.has(group)) return [row];
    told.add(group);
    return [{ type: 'heading', group }, row];
  });
}
