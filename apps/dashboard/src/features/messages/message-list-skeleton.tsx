import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './message-list.module.css';

/** The shape of the list while its first page is read. */
export function MessageListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('state.loading')}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} width="30%" />
          <Skeleton height={12} width="80%" mt={10} />
          <Skeleton height={10} width="22%" mt={10} />
        </div>
      ))}
    </div>
  );
}
