import type { ReplyComposer, ReplyDraftRequest, ReplyDraftView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { request } from '../../../shared/api/request';
import { useSession } from '../../../shared/session/session';
import { DraftKeeper, type DraftServer, type DraftShelf, type DraftState } from './draft-keeper';

const address = (caseId: string): string => `/cases/${encodeURIComponent(caseId)}/draft`;

/** What you are writing in a case. Read when the case is opened; from then on the keeper knows better. */
export const draftQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['draft', caseId],
    queryFn: ({ signal }) => request<ReplyDraftView>('GET', address(caseId), { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

function draftServer(caseId: string): DraftServer {
  return {
    read: () => request<ReplyDraftView>('GET', address(caseId)),
    save: (body: ReplyDraftRequest) => request<ReplyDraftView>('PUT', address(caseId), { body }),
  };
}

/** Storage may be forbidden or full; then the server alone keeps the draft. */
function draftShelf(key: string): DraftShelf {
  return {
    read: () => {
      try {
        return window.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        if (value === null) window.localStorage.removeItem(key);
        else window.localStorage.setItem(key, value);
      } catch {
        // See above.
      }
    },
  };
}

/** The draft of one person in one case, kept for as long as the composer is open, and saved when it closes. */
export function useDraft(
  caseId: string,
  found: ReplyDraftView,
  { messageId, to, subject }: ReplyComposer,
): { readonly keeper: DraftKeeper; readonly draft: DraftState } {
  const { user } = useSession();
  const [keeper] = useState(() => {
    const shelf = draftShelf(`earshot.draft.${user.id}.${caseId}`);
    return new DraftKeeper(draftServer(caseId), shelf, messageId, found, {
      to: to ?? '',
      subject: subject ?? '',
      text: '',
    });
  });
  const draft = useSyncExternalStore(keeper.subscribe, keeper.getState);
  useEffect(() => {
    const save = (): void => void keeper.flush();
    window.addEventListener('online', save);
    return () => {
      window.removeEventListener('online', save);
      save();
    };
  }, [keeper]);
  return { keeper, draft };
}
