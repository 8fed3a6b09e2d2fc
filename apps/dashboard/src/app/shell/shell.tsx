import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackgroundTeller } from './background-teller';
import { ConnectionBanner } from './connection-banner';
import { FirstHints } from './first-hints';
import { LiveUpdates } from './live-updates';
import { Navigation } from './navigation';
import classes from './shell.module.css';
import { ShortcutsHelpOpener } from './shortcuts-help-opener';

/** The frame of every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <LiveUpdates>
      <a className={classes.skip} href="#main">
        {t('app.skip')}
      </a>
      <div className={classes.shell}>
        <Navigation />
        <div className={classes.content}>
          <ConnectionBanner />
          <FirstHints />
          <main id="main" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
      <BackgroundTeller />
      <ShortcutsHelpOpener />
    </LiveUpdates>
  );
}
