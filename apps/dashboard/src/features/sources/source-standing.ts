import type { SourceView } from '@earshot/contracts';
import { isPushedKind } from '../../shared/sources/is-pushed-kind';

/** How a source fares as people are told it: nothing is called healthy that cannot be read now, or never was. */
export type SourceStanding = SourceView['state'] | 'waiting' | 'unread';

type Judged = Pick<SourceView, 'kind' | 'state' | 'lastSuccessAt'> & {
  readonly health: Pick<SourceView['health'], 'held'>;
};

/** What needs a person goes before what is waited for. What is brought to us is not read, and so is never unread. */
export function standingOf({ kind, state, lastSuccessAt, health }: Judged): SourceStanding {
  if (state !== 'healthy') return state;
  if (health.held !== null) return 'waiting';
  return lastSuccessAt === null && !isPushedKind(kind) ? 'unread' : 'healthy';
}
