import { Button } from '@mantine/core';
import { IconCheck, IconDeviceDesktop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../../shared/time/format';
import { useTimeStyle } from '../../../shared/time/use-time';
import type { DraftKeeper, DraftState } from './draft-keeper';
import classes from './draft-standing.module.css';

/** Where the words are that were typed: a quiet line, for it changes with every pause. */
export function DraftStanding({ draft: { status, savedAt } }: { readonly draft: DraftState }) {
  const { t } = useTranslation();
  const style = useTimeStyle();
  if (status === 'here')
    return (
      <span className={classes.standing} data-here="true" role="status">
        <IconDeviceDesktop size={14} aria-hidden="true" />
        {t('composer.keptHere')}
      </span>
    );
  if (status !== 'saved') return <span className={classes.standing}>{t('composer.saving')}</span>;
  if (savedAt === null) return null;
  return (
    <span className={classes.standing}>
      <IconCheck size={14} aria-hidden="true" />
      {t('composer.saved', { time: formatTime(savedAt, style) })}
    </span>
  );
}

/** Two windows have written different words: the person chooses, and sees both. */
export function DraftConflict({ draft, keeper }: { readonly draft: DraftState; readonly keeper: DraftKeeper }) {
  const { t } = useTranslation();
  if (draft.theirs === null) return null;
  return (
    <div role="alert" className={classes.conflict}>
      <p className={classes.words}>{t('composer.otherWindow')}</p>
      <blockquote className={classes.theirs} dir="auto">
        {draft.theirs.text}
      </blockquote>
      <span className={classes.choice}>
        <Button size="compact-sm" onClick={() => keeper.settle('mine')}>
          {t('composer.keepMine')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => keeper.settle('theirs')}>
          {t('composer.takeTheirs')}
        </Button>
      </span>
    </div>
  );
}
