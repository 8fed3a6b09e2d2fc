import type { Alert } from '@earshot/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActedCase } from '../../../shared/case-actions/use-case-action';
import { showOutcome, showShortfall, type Outcome } from '../../../shared/states/toasts';
import type { BulkDeed } from './bulk-deeds';
import { carryOut, type BulkOutcome, type Deed } from './carry-out';
import { leadToFailures } from './lead-to-failures';

interface UseBulkOptions {
  /** Some were changed and the list has let go of them, or is about to. */
  readonly onDone: (done: readonly ActedCase[], deed: BulkDeed) => void;
  readonly onUndone: () => void;
}

export interface Bulk {
  readonly isRunning: boolean;
  /** What the last deed did not change, each with why; empty when nobody needs to look. */
  readonly failed: BulkOutcome['failed'];
  readonly run: (deed: BulkDeed, alerts: readonly Alert[]) => void;
  readonly forgetFailed: () => void;
}

/** Does something to several cases, tells how it went, and offers the way back for those for which it went well. */
export function useBulk({ onDone, onUndone }: UseBulkOptions): Bulk {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isRunning, setIsRunning] = useState(false);
  const [failed, setFailed] = useState<BulkOutcome['failed']>([]);

  const carry = async (cases: readonly ActedCase[], deed: Deed): Promise<BulkOutcome> => {
    setIsRunning(true);
    const outcome = await carryOut(cases, deed);
    setIsRunning(false);
    setFailed(outcome.failed);
    void queries.invalidateQueries({ queryKey: ['alerts'] });
    void queries.invalidateQueries({ queryKey: ['case'] });
    return outcome;
  };

  /** What failed is told in the same breath: a list above the window is not seen. */
  const tell = ({ done, failed: left }: BulkOutcome, success: Outcome): void => {
    if (done.length > 0 && left.length === 0) showOutcome(success);
    else if (left.length > 0)
      showShortfall({
        ...(done.length > 0 ? success : {}),
        missing: t('bulk.failed', { count: left.length }),
        lead: { label: t('bulk.showFailed'), onClick: leadToFailures },
      });
  };

  const undo = async (deed: Deed, done: readonly ActedCase[]): Promise<void> => {
    const outcome = await carry(done, deed);
    const count = outcome.done.length;
    if (count > 0) onUndone();
    tell(outcome, { text: t('bulk.undone', { cases: t('bulk.cases', { count }) }) });
  };

  const run = async (deed: BulkDeed, alerts: readonly Alert[]): Promise<void> => {
    const cases = alerts.map(({ caseId, version, customer }) => ({ caseId, version, customer: customer.name }));
    const outcome = await carry(cases, deed.apply);
    const { done } = outcome;
    onDone(done, deed);
    const { takeBack } = deed;
    tell(outcome, {
      text: t('bulk.done', { action: t(`bulk.action.${deed.name}`), cases: t('bulk.cases', { count: done.length }) }),
      ...(takeBack === null ? {} : { action: { label: t('case.undo'), onClick: () => void undo(takeBack, done) } }),
    });
  };

  return {
    isRunning,
    failed,
    run: (deed, alerts) => {
      if (!isRunning && alerts.length > 0) void run(deed, alerts);
    },
    forgetFailed: () => setFailed([]),
  };
}
