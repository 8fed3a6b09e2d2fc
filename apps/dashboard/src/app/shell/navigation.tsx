import { UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotificationBell } from '../../features/notifications/notification-bell';
import { Brand } from '../../shared/labels/brand';
import { lazyPart } from '../../shared/lazy/lazy-part';
import { OnDemand } from '../../shared/lazy/on-demand';
import { useConnection } from '../../shared/live/use-connection';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { AccountMenu } from './account-menu';
import classes from './navigation.module.css';
import { useOpenPages } from './use-open-pages';

const MorePages = lazyPart(() => import('./more-pages').then((module) => module.MorePages));

/** The main navigation: a column beside the page, a bar at the bottom of a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const groups = useOpenPages();
  return (
    <nav className={classes.frame} aria-label={t('nav.label')}>
      <div className={classes.brand}>
        <Link to="/alerts" className={classes.home} aria-label={t('nav.home')}>
          <Brand />
        </Link>
        <span className={classes.organisation}>{organisation}</span>
      </div>
      <div className={classes.pages}>
        {groups.map((pages) => (
          <div key={pages[0]?.to} className={classes.group}>
            {pages.map(({ to, name, icon: Shape, bar = false }) => (
              <Link
                key={to}
                to={to}
                className={classes.page}
                data-bar={bar}
                activeProps={{ 'aria-current': 'page' }}
                activeOptions={{ includeSearch: false }}
              >
                <Shape size={18} stroke={1.75} aria-hidden="true" />
                {t(`nav.${name}`)}
                {name === 'sources' && <TroubledSources />}
              </Link>
            ))}
          </div>
        ))}
        <NotificationBell className={classes.page} countClassName={classes.unread} />
        <More />
      </div>
      <div className={classes.foot}>
        <Liveness />
        <AccountMenu />
      </div>
    </nav>
  );
}

/** On a phone: what has no place in the bar. */
function More() {
  const { t } = useTranslation();
  const target = (
    <UnstyledButton className={`${classes.page} ${classes.more}`}>
      <IconDots size={18} stroke={1.75} aria-hidden="true" />
      {t('nav.more')}
    </UnstyledButton>
  );
  return <OnDemand target={target} kind="menu" opens={MorePages} given={{}} />;
}

/** How many sources need a person: nobody should have to look to learn that customers are not heard. */
function TroubledSources() {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const troubled = sources.filter(({ state }) => state === 'failing' || state === 'degraded').length;
  if (troubled === 0) return null;
  return (
    <span className={classes.troubled}>
      <span aria-hidden="true">{troubled}</span>
      <span className="visually-hidden">{t('nav.troubled', { count: troubled })}</span>
    </span>
  );
}

function Liveness() {
  const { t } = useTranslation();
  const { connection } = useConnection();
  return (
    <span className={classes.liveness} data-connection={connection}>
      <span className={classes.livenessWords}>{t(`connection.state.${connection}`)}</span>
    </span>
  );
}
