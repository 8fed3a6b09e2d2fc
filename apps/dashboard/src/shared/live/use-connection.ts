import { createContext, use, useSyncExternalStore } from 'react';
import type { Connection, LiveEvents } from './live-events';

export const LiveContext = createContext<LiveEvents | null>(null);

/** Whether changes arrive by themselves just now, and how to try again at once. */
export function useConnection(): { readonly connection: Connection; readonly reconnect: () => void } {
  const events = use(LiveContext);
  if (events === null) throw new Error('useConnection is used outside LiveUpdates');
  return { connection: useSyncExternalStore(events.subscribe, events.getConnection), reconnect: events.reconnect };
}
