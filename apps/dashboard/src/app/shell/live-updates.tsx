import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { LiveContext } from '../../shared/live/use-connection';
import { LiveEvents, type Changes } from '../../shared/live/live-events';

/** Keeps what is shown current: reads again what the event stream says has changed. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [events] = useState(
    () =>
      new LiveEvents((changes) => {
        for (const queryKey of staleKeys(changes)) void queries.invalidateQueries({ queryKey });
      }),
  );
  useEffect(() => {
    events.start();
    return () => events.stop();
  }, [events]);
  return <LiveContext value={events}>{children}</LiveContext>;
}

/** A topic without ids means that anything of it may have changed. */
const staleCases = (caseIds: ReadonlySet<string>): string[][] =>
  caseIds.size === 0 ? [['case']] : [...caseIds].map((id) => ['case', id]);

function staleKeys({ everything, topics, caseIds }: Changes): string[][] {
  // After a gap the session is read too: it may have ended meanwhile.
  if (everything)
    return [
      ['session'],
      ['alerts'],
      ['messages'],
      ['case'],
      ['customer'],
      ['sources'],
      ['source'],
      ['notifications'],
      ['policy'],
      ['detection'],
    ];
  return [
    ...(topics.has('cases') ? [['alerts'], ['customer'], ...staleCases(caseIds)] : []),
    ...(topics.has('sources') ? [['sources'], ['source']] : []),
    ...(topics.has('notifications') ? [['notifications']] : []),
    ...(topics.has('policy') ? [['policy']] : []),
    ...(topics.has('detection') ? [['detection']] : []),
  ];
}
