import type { CaseView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { takeReplyWish } from '../../../shared/navigation/case-queue';
import { FailureState } from '../../../shared/states/states';
import { goToComposer } from './composer-place';
import { NoReply } from './no-reply';
import { repliesQuery, takesReply } from './replies-query';
import { ReplyComposer } from './reply-composer';
import { draftQuery } from './use-draft';

/** Where the customer is answered, or why that is not possible here. */
export function ReplyDesk({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const replies = useQuery(repliesQuery(view.caseId));
  const draft = useQuery(draftQuery(view.caseId));
  const failed = [replies, draft].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined)
    return (
      <section aria-label={t('composer.title')}>
        <FailureState
          error={failed.error}
          onRetry={() => void Promise.all([replies.refetch(), draft.refetch()])}
          retrying={failed.isFetching}
        />
      </section>
    );
  if (replies.data === undefined || draft.data === undefined)
    return (
      <div role="status">
        <span className="visually-hidden">{t('state.loading')}</span>
        <Skeleton height={190} radius="md" mt={14} aria-hidden="true" />
      </div>
    );
  const { composer } = replies.data;
  if (!takesReply(composer)) return <NoReply composer={composer} />;
  return (
    <>
      <ReplyComposer key={view.caseId} view={view} composer={composer} found={draft.data} />
      <CaretWhenAskedFor caseId={view.caseId} />
    </>
  );
}

/** Who opened the case in order to answer begins to write at once. */
function CaretWhenAskedFor({ caseId }: { readonly caseId: string }) {
  useEffect(() => {
    if (takeReplyWish(caseId)) goToComposer();
  }, [caseId]);
  return null;
}
