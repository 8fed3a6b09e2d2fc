import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shared/states/page-heading';
import { useSession } from '../../shared/session/session';
import { AppearancePanel } from './appearance-panel';
import { LocalePanel } from './locale-panel';
import { NotificationsPanel } from './notifications-panel';
import { PasswordPanel } from './password-panel';
import classes from './settings-page.module.css';

/** What people set for themselves. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('settings.title')} />
        <p className={classes.lead}>
          <bdi>{user.name}</bdi> · <bdi>{user.email}</bdi> · {t(`role.${user.role}`)}
        </p>
      </header>
      <div className={classes.panels}>
        <LocalePanel user={user} />
        <NotificationsPanel zone={user.zone} />
        <AppearancePanel />
        <PasswordPanel />
      </div>
    </div>
  );
}
