import { useTranslation } from 'react-i18next';
import classes from './rules-page.module.css';

/** A signing key, which is shown this once. */
export function KeyNote({ signingKey }: { readonly signingKey: string }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <p className={classes.sentence}>{t('rules.key.note')}</p>
      <code className={classes.key}>{signingKey}</code>
    </div>
  );
}
