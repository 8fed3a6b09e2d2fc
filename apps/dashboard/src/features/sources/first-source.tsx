import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayRunSources } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import classes from './first-source.module.css';

/** As long as only samples are read, whoever may change that is shown the way to the first source of their own. */
export function FirstSource() {
  const { t } = useTranslation();
  const { user } = useSession();
  const sources = useQuery(sourcesQuery).data?.items;
  const isBelowSources = useRouterState({ select: ({ location }) => /^\/sources\/./.test(location.pathname) });
  if (!mayRunSources(user) || sources === undefined || isBelowSources) return null;
  if (sources.some(({ sample }) => !sample)) return null;
  return (
    <aside className={classes.hint} aria-label={t('firstSource.label')}>
      <span>{t(sources.length === 0 ? 'firstSource.none' : 'firstSource.sample')}</span>
      <Link to="/sources/add" className={classes.link}>
        {t('firstSource.add')}
        <IconArrowRight size={15} aria-hidden="true" />
      </Link>
    </aside>
  );
}
