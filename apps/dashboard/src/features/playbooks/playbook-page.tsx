import type { PlaybookView } from '@earshot/contracts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PlaybookPages } from '../../shared/navigation/playbook-pages';
import { useSession } from '../../shared/session/session';
import { PageHeading } from '../../shared/states/page-heading';
import { Panel } from '../../shared/states/panel';
import { FailureState } from '../../shared/states/states';
import classes from './playbook-page.module.css';
import { writtenPlaybookQuery } from './playbook-query';
import { WrittenSteps } from './written-steps';

/** What the house does for an unhappy customer, as it is written; read by everybody. */
export function PlaybookPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const query = useQuery(writtenPlaybookQuery(user.language));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('playbookPage.title')} />
        <p className={classes.lead}>{t('playbookPage.lead')}</p>
        <PlaybookPages />
      </header>
      {query.data !== undefined ? (
        <div className={classes.columns}>
          <div>
            <p className={classes.where}>{t('playbookPage.where', { file: query.data.file })}</p>
            <WrittenSteps steps={query.data.steps} />
          </div>
          <AroundTheSteps playbook={query.data} />
        </div>
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div role="status" aria-label={t('state.loading')}>
          <Skeleton height={420} radius="md" aria-hidden="true" />
        </div>
      )}
    </div>
  );
}

function AroundTheSteps({ playbook }: { readonly playbook: PlaybookView }) {
  const { t } = useTranslation();
  return (
    <div className={classes.aside}>
      <Panel title={t('playbookPage.around')}>
        <p className={classes.fact}>{t('playbookPage.options', { count: playbook.optionsAtLeast })}</p>
        <p className={classes.fact}>{t('playbookPage.expires', { count: playbook.compensationExpiresAfterMonths })}</p>
        {playbook.immediateEscalations.length > 0 && (
          <>
            <p className={classes.fact}>{t('playbookPage.immediate')}</p>
            <ul className={classes.list}>
              {playbook.immediateEscalations.map((kind) => (
                <li key={kind}>{t(`escalation.${kind}`)}</li>
              ))}
            </ul>
          </>
        )}
      </Panel>
      <Panel title={t('playbookPage.stages')}>
        <ul className={classes.list}>
          {playbook.causeStages.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
