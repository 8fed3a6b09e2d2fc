import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { MuteControl } from './mute-control';
import { NotificationChoicesForm } from './notification-choices-form';
import { ownNotificationsQuery } from '../../shared/notifications/own-notifications-query';
import classes from './settings-page.module.css';

/** How one is told: what by mail, when not, and not at all for a while. */
export function NotificationsPanel({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const query = useQuery(ownNotificationsQuery);
  return (
    <Panel title={t('settings.notifications.title')}>
      {query.data !== undefined ? (
        <div className={classes.form}>
          <MuteControl mutedUntil={query.data.mutedUntil} />
          <NotificationChoicesForm chosen={query.data} zone={zone} />
        </div>
      ) : query.isError ? (
        <FailureNote error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
      ) : (
        <p className={classes.note} role="status">
          {t('state.loading')}
        </p>
      )}
    </Panel>
  );
}
