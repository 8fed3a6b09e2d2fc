import { Button } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../shared/states/panel';
import classes from './feeding.module.css';

/** The way to type in what this source keeps. */
export function TypeInPanel({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('byHand.title')}>
      <p className={classes.lead}>{t('byHand.lead')}</p>
      <Button
        component={Link}
        to={`/messages/by-hand?source=${sourceId}`}
        className={classes.start}
        leftSection={<IconPhonePlus size={16} aria-hidden="true" />}
      >
        {t('board.typeIn')}
      </Button>
    </Panel>
  );
}
