import type { OutgoingReplyView, ReplyRequest } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../shared/api/request';
import { useRequestName } from '../../../shared/api/use-request-name';

/** Hands a reply to the server, once, however often it is pressed. */
export function useSendReply(caseId: string) {
  const queries = useQueryClient();
  const { nameOf, forget } = useRequestName();
  return useMutation({
    mutationFn: (reply: ReplyRequest) => {
      const { version: _version, ...rest } = reply;
      const headers = { 'Idempotency-Key': nameOf(JSON.stringify(rest)) };
      return request<OutgoingReplyView>('POST', `/cases/${caseId}/replies`, { body: reply, headers });
    },
    onSuccess: forget,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['case', caseId] }),
        queries.invalidateQueries({ queryKey: ['alerts'] }),
      ]),
  });
}
