import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../time/instant';
import classes from './removed-mark.module.css';

interface RemovedMarkProps {
  /** When we saw it, ISO 8601. */
  readonly at: string;
}

/** That a message stands no longer at its source: whoever answers there would answer nothing. */
export function RemovedMark({ at }: RemovedMarkProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.removed}>
      <IconTrash size={15} stroke={1.75} aria-hidden="true" />
      <span>
        {t('message.removed')} (<Instant at={at} />)
      </span>
    </span>
  );
}
