import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './alert-row.module.css';

const ROWS = [64, 82, 48, 71, 58, 90, 66];

/** The shape of the list while it is read. */
export function AlertListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      <div aria-hidden="true">
        {ROWS.map((width) => (
          <div key={width} className={classes.row}>
            <div className={classes.severity}>
              <Skeleton height={20} width={76} radius="xl" />
            </div>
            <div className={classes.words}>
              <Skeleton height={13} width={`${width * 0.6}%`} />
              <Skeleton height={11} mt={9} width={`${width}%`} />
              <Skeleton height={11} mt={9} width="30%" />
            </div>
            <div className={classes.owner}>
              <Skeleton height={12} width={80} />
            </div>
            <div className={classes.due}>
              <Skeleton height={12} width={90} />
              <Skeleton height={10} mt={7} width={110} />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
