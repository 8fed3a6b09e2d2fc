import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../shared/live/use-connection';
import classes from './connection-banner.module.css';

/** Says when the page is no longer kept current. The place for it is always there, so that its coming is announced. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { connection, reconnect } = useConnection();
  return (
    <div role="status" className={classes.place}>
      {connection === 'lost' && (
        <div className={classes.banner}>
          <IconCloudOff size={18} stroke={1.75} aria-hidden="true" />
          <span>{t('connection.lost')}</span>
          <Button size="compact-sm" variant="default" onClick={reconnect}>
            {t('connection.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
