import { useTranslation } from 'react-i18next';
import classes from './reply-length.module.css';

interface ReplyLengthProps {
  /** As the channel counts. */
  readonly length: number;
  readonly longest: number;
}

/** From here on the end is in sight. */
const NEAR = 0.9;

/** How much of what the channel takes is written. Only what is too much is said aloud. */
export function ReplyLength({ length, longest }: ReplyLengthProps) {
  const { t } = useTranslation();
  const standing = length > longest ? 'over' : length >= longest * NEAR ? 'near' : 'within';
  return (
    <span className={classes.length} data-standing={standing} role={standing === 'over' ? 'status' : undefined}>
      {t('composer.length', { length, longest })}
    </span>
  );
}
