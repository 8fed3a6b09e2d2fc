import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './new-alerts.module.css';

interface NewAlertsProps {
  /** Among the alerts that are loaded. */
  readonly count: number;
  /** Further down, where the deadlines are later. */
  readonly below: number;
  readonly onShow: () => void;
}

/** Tells that alerts have arrived, and shows them when the reader is ready; nothing moves before. */
export function NewAlerts({ count, below, onShow }: NewAlertsProps) {
  const { t } = useTranslation();
  const arrived = count + below;
  return (
    <div className={classes.place}>
      <div role="status" className="visually-hidden">
        {arrived > 0 ? t('board.arrived', { count: arrived }) : ''}
      </div>
      {count > 0 && (
        <Button
          className={classes.button}
          radius="xl"
          size="compact-md"
          leftSection={<IconArrowUp size={15} aria-hidden="true" />}
          onClick={() => {
            onShow();
            window.scrollTo({ top: 0 });
          }}
        >
          {t('board.showArrived', { count })}
        </Button>
      )}
      {count === 0 && below > 0 && (
        <Button
          className={classes.button}
          variant="default"
          radius="xl"
          size="compact-md"
          leftSection={<IconArrowDown size={15} aria-hidden="true" />}
          onClick={onShow}
        >
          {t('board.arrivedBelow', { count: below })}
        </Button>
      )}
    </div>
  );
}
