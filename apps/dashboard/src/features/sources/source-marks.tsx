import type { SourceView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';
import classes from './source-marks.module.css';

/** Where a source comes from, when not from people: the sample, or a file. */
export function SourceMarks({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  return (
    <>
      {source.sample && <span className={classes.sample}>{t('mark.sample')}</span>}
      {source.provisionedBy !== null && (
        <Hint label={t('setup.provisioned.text')}>
          <span className={classes.mark} tabIndex={0}>
            {t('manage.fromFile', { file: source.provisionedBy })}
          </span>
        </Hint>
      )}
      {source.withdrawnAt !== null && <span className={classes.mark}>{t('manage.outOfFile')}</span>}
    </>
  );
}
