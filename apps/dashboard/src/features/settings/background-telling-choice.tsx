import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayTell } from '../../shared/notifications/may-tell';
import { useBackgroundTelling } from '../../shared/preferences/preference';
import classes from './settings-page.module.css';

/** Whether this browser tells while the dashboard is in the background. It is asked for here, by a button, and nowhere else. */
export function BackgroundTellingChoice() {
  const { t } = useTranslation();
  const [telling, setTelling] = useBackgroundTelling();
  const [permission, setPermission] = useState(mayTell);
  const ask = async (): Promise<void> => {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === 'granted') setTelling('on');
  };
  const isOn = telling !== 'off' && permission === 'granted';
  return (
    <>
      <p className={classes.note}>{t('settings.background.means')}</p>
      {permission === 'denied' || permission === 'unable' ? (
        <p className={classes.note} role="status">
          {t(`settings.background.${permission}`)}
        </p>
      ) : isOn ? (
        <>
          <Switch
            label={t('settings.background.names')}
            checked={telling === 'names'}
            onChange={(event) => setTelling(event.currentTarget.checked ? 'names' : 'on')}
          />
          <Button variant="default" className={classes.submit} onClick={() => setTelling('off')}>
            {t('settings.background.stop')}
          </Button>
        </>
      ) : (
        <Button variant="default" className={classes.submit} onClick={() => void ask()}>
          {t('settings.background.ask')}
        </Button>
      )}
    </>
  );
}
