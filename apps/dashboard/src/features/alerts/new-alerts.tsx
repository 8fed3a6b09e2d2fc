import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './new-alerts.module.css';

interface NewAlertsProps {
  readonly count: number;
  readonly onShow: () => void;
}

/** Tells that alerts have arrived, and shows them when the reader is ready; nothing moves before. */
export function NewAlerts({ count, onShow }: NewAlertsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.place}>
      <div role="status" className="visually-hidden">
        {count > 0 ? t('board.arrived', { count }) : ''}
      </div>
      {count > 0 && (
        <Button
          className={classes.button}
          radius="xl"
          size="compact-md"
          leftSection={<IconArrowUp size={15} />}
          onClick={() => {
            onShow();
            window.scrollTo({ top: 0 });
          }}
        >
          {t('board.showArrived', { count })}
        </Button>
      )}
    </div>
  );
}
