import type { OutgoingReplyView, ReplyComposer, ReplyList, ReplyRetryRequest } from '@earshot/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { request } from '../../../shared/api/request';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure } from '../../../shared/states/toasts';

/** What was written here and how a reply can be written; under the case's key, so that both are read again together. */
export const repliesQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'replies'],
    queryFn: ({ signal }) => request<ReplyList>('GET', `/cases/${encodeURIComponent(caseId)}/replies`, { signal }),
  });

/** Whether an answer can be written here. Without an address of the customer a person may know one. */
export const takesReply = ({ canReply, reason, messageId }: ReplyComposer): boolean =>
  messageId !== null && (canReply || reason === 'no-address');

export type ReplyDeed = OutgoingReplyView['deeds'][number];

interface Decision {
  readonly deed: ReplyDeed;
  /** Of a reply that surely did not go out. */
  readonly changes?: ReplyRetryRequest;
}

/** Decides about a reply that did not simply go out. `quiet`: a form shows by itself what was refused. */
export function useReplyDeed(caseId: string, replyId: string, { quiet = false }: { readonly quiet?: boolean } = {}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, changes = {} }: Decision) =>
      request<OutgoingReplyView>('POST', `/cases/${caseId}/replies/${replyId}/${deed.replace('_', '-')}`, {
        ...(deed === 'retry' ? { body: changes } : {}),
      }),
    onError: (error) => {
      const kind = failureKind(error);
      if (kind === 'signed-out' || quiet) return;
      showFailure({
        title: t(`failure.${kind}.title`),
        text: kind === 'conflict' ? t('outgoing.conflict') : deedFailure(t, kind),
      });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['case', caseId] }),
        queries.invalidateQueries({ queryKey: ['alerts'] }),
      ]),
  });
}
