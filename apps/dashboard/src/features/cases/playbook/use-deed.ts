import type { CaseView } from '@earshot/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../../shared/api/api-error';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../../shared/states/toasts';
import { performDeed, useShowPlaybook, type CasePlaybook } from './playbook-query';

/** One request of a form; several are carried out one after the other, each on the version that the one before left. */
export interface DeedRequest {
  /** Below the case: `calls`, `options/12/choose`. */
  readonly path: string;
  readonly body?: object;
}

interface UseDeedOptions {
  readonly onDone?: (after: CasePlaybook) => void;
  /** A form shows its own failures beside the fields; a button has no place for them. */
  readonly toast?: boolean;
}

/** Carries out deeds of the playbook, and tells what was refused and what changed meanwhile. */
export function useDeed(view: CaseView, { onDone, toast = false }: UseDeedOptions = {}) {
  const { t } = useTranslation();
  const show = useShowPlaybook(view.caseId);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const mutation = useMutation({
    mutationFn: async ([first, ...others]: readonly [DeedRequest, ...DeedRequest[]]) => {
      setSeen(new Set(view.events.map(({ id }) => id)));
      let after = await performDeed(view.caseId, first.path, { ...first.body, version: view.version });
      for (const { path, body } of others)
        after = await performDeed(view.caseId, path, { ...body, version: after.version });
      return after;
    },
    onSuccess: (after) => {
      showOutcome({ text: t('playbook.done') });
      onDone?.(after);
      return show(after);
    },
    onError: (error) => {
      const kind = failureKind(error);
      void show(null);
      if (!toast || kind === 'signed-out') return;
      const text = kind === 'conflict' ? t('case.conflict') : kind === 'invalid' ? error.message : deedFailure(t, kind);
      showFailure({ title: t(`failure.${kind}.title`), text });
    },
  });
  return { mutation, seen, faults: faultsOf(mutation.error) };
}

/** What was refused, by the place where it stands in the request. */
function faultsOf(error: Error | null): ReadonlyMap<string, string> {
  const faults = error instanceof ApiError ? (error.problem.faults ?? []) : [];
  return new Map(faults.map(({ path, message }) => [path, message]));
}
