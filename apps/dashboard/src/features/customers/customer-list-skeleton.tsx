import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './customers-page.module.css';

/** The shape of the list while its first page is read. */
export function CustomerListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')}>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} width="12rem" />
          <Skeleton height={12} width="18rem" mt={8} />
        </div>
      ))}
    </div>
  );
}
