import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './playbook-pages.module.css';

/** The two parts of the playbook, each a page of its own. */
export function PlaybookPages() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('playbookPage.pages')} className={classes.pages}>
      <Link
        to="/playbook"
        className={classes.page}
        activeProps={{ 'aria-current': 'page' }}
        activeOptions={{ exact: true }}
      >
        {t('playbookPage.steps')}
      </Link>
      <Link
        to="/playbook/templates"
        className={classes.page}
        activeProps={{ 'aria-current': 'page' }}
        activeOptions={{ includeSearch: false }}
      >
        {t('playbookPage.templates')}
      </Link>
    </nav>
  );
}
