import { IconBellRinging, IconCalendarCheck, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotificationBell } from '../../features/notifications/notification-bell';
import { Brand } from '../../shared/labels/brand';
import { useConnection } from '../../shared/live/use-connection';
import { mayEditPolicy } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { AccountMenu } from './account-menu';
import classes from './navigation.module.css';

/** The main navigation: a column beside the page, a bar at the bottom of a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const { organisation, user } = useSession();
  return (
    <nav className={classes.frame} aria-label={t('nav.label')}>
      <div className={classes.brand}>
        <Link to="/alerts" className={classes.home} aria-label={t('nav.home')}>
          <Brand />
        </Link>
        <span className={classes.organisation}>{organisation}</span>
      </div>
      <div className={classes.pages}>
        <Link to="/alerts" className={classes.page} activeProps={{ 'aria-current': 'page' }}>
          <IconBellRinging size={18} stroke={1.75} aria-hidden="true" />
          {t('nav.alerts')}
        </Link>
        <Link to="/sources" className={classes.page} activeProps={{ 'aria-current': 'page' }}>
          <IconPlugConnected size={18} stroke={1.75} aria-hidden="true" />
          {t('nav.sources')}
          <TroubledSources />
        </Link>
        {mayEditPolicy(user) && (
          <Link to="/standards" className={classes.page} activeProps={{ 'aria-current': 'page' }}>
            <IconCalendarCheck size={18} stroke={1.75} aria-hidden="true" />
            {t('nav.standards')}
          </Link>
        )}
        <NotificationBell className={classes.page} countClassName={classes.unread} />
      </div>
      <div className={classes.foot}>
        <Liveness />
        <AccountMenu />
      </div>
    </nav>
  );
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
