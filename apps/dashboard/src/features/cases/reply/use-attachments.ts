import type { AttachmentView, ReplyDraftView } from '@earshot/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, failureKind, type FailureKind } from '../../../shared/api/api-error';
import { request } from '../../../shared/api/request';
import { draftQuery } from './use-draft';

/** The server's own limits, told before it is asked: 20 files, 20 MB together. */
export const MOST_FILES = 20;
export const MOST_BYTES = 20 * 1024 * 1024;

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly name: string;
  readonly why: 'type' | 'size' | 'count' | FailureKind;
  /** The server's words, where it had any. */
  readonly detail: string | null;
}

/** The files that go with a draft: they are on the server as soon as they are chosen. */
export function useAttachments(caseId: string, attachments: readonly AttachmentView[], types: readonly string[]) {
  const queries = useQueryClient();
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const change = (update: (now: readonly AttachmentView[]) => AttachmentView[]): void => {
    queries.setQueryData<ReplyDraftView>(
      draftQuery(caseId).queryKey,
      (draft) => draft && { ...draft, attachments: update(draft.attachments) },
    );
  };

  const add = async (files: readonly File[]): Promise<void> => {
    setRefused([]);
    let [count, bytes] = [attachments.length, attachments.reduce((sum, { size }) => sum + size, 0)];
    // One after the other: the server counts them together.
    for (const file of files) {
      const fault = faultOf(file, types, count, bytes);
      const outcome = fault ?? (await upload(file));
      if ('why' in outcome) setRefused((others) => [...others, outcome]);
      else {
        count += 1;
        bytes += outcome.size;
        change((now) => [...now, outcome]);
      }
    }
  };

  const upload = async (file: File): Promise<AttachmentView | RefusedFile> => {
    setUploading((names) => [...names, file.name]);
    const body = new FormData();
    body.append('file', file);
    try {
      return await request<AttachmentView>('POST', `/cases/${caseId}/draft/attachments`, { body });
    } catch (error) {
      const detail = error instanceof ApiError ? (error.problem.faults?.[0]?.message ?? null) : null;
      return { name: file.name, why: failureKind(error), detail };
    } finally {
      setUploading((names) => names.toSpliced(names.indexOf(file.name), 1));
    }
  };

  const remove = async ({ id, name }: AttachmentView): Promise<void> => {
    setRefused([]);
    try {
      await request('DELETE', `/cases/${caseId}/draft/attachments/${id}`);
    } catch (error) {
      // Gone already is as good as removed.
      if (failureKind(error) !== 'not-found') {
        setRefused([{ name, why: failureKind(error), detail: null }]);
        return;
      }
    }
    change((now) => now.filter((other) => other.id !== id));
  };

  return { uploading, refused, add, remove, clear: () => change(() => []) };
}

function faultOf(file: File, types: readonly string[], count: number, bytes: number): RefusedFile | null {
  const { name, size } = file;
  const isKnown = types.some((type) => name.toLowerCase().endsWith(type));
  const why = !isKnown ? 'type' : count >= MOST_FILES ? 'count' : bytes + size > MOST_BYTES ? 'size' : null;
  return why === null ? null : { name, why, detail: null };
}
