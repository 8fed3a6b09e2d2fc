import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../shared/states/page-heading';
import { CalendarPanel } from './calendar-panel';
import { TokensPanel } from './tokens-panel';
import classes from './tokens-page.module.css';

/** How other programs get at what Earshot knows, each with a key of its own. */
export function TokensPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('tokens.title')} />
      </header>
      <div className={classes.panels}>
        <TokensPanel />
        <CalendarPanel />
      </div>
    </div>
  );
}
