import type { OutgoingReplyView, ReplyRequest } from '@earshot/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from '../../../shared/api/request';

/**
 * Hands a reply to the server, once: pressed again after an answer that was lost on the way, the same words carry the same
 * name, and the server knows that it has them already.
 */
export function useSendReply(caseId: string) {
  const queries = useQueryClient();
  const named = useRef<{ readonly content: string; readonly key: string } | null>(null);
  return useMutation({
    mutationFn: (reply: ReplyRequest) => {
      const { version: _version, ...rest } = reply;
      const content = JSON.stringify(rest);
      if (named.current?.content !== content) named.current = { content, key: randomName() };
      const headers = { 'Idempotency-Key': named.current.key };
      return request<OutgoingReplyView>('POST', `/cases/${caseId}/replies`, { body: reply, headers });
    },
    onSuccess: () => {
      named.current = null;
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['case', caseId] }),
        queries.invalidateQueries({ queryKey: ['alerts'] }),
      ]),
  });
}

/** `crypto.randomUUID` exists only under https; houses run this on plain http inside their walls. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
