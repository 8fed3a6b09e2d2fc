import type { SourceView } from '@earshot/contracts';
import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockPause,
  IconPlayerPauseFilled,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import { standingOf, type SourceStanding } from './source-standing';
import classes from './source-state.module.css';

const ICONS: Record<SourceStanding, Icon> = {
  healthy: IconCircleCheckFilled,
  degraded: IconAlertTriangleFilled,
  paused: IconPlayerPauseFilled,
  failing: IconAlertOctagonFilled,
  waiting: IconClockPause,
  unread: IconCircleDashed,
};

/** How a source fares and since when. */
export function SourceState({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const standing = standingOf(source);
  const Shape = ICONS[standing];
  return (
    <span className={classes.state}>
      <span className={classes.word} data-state={standing}>
        <Shape size={15} aria-hidden="true" />
        {t(`source.state.${standing}`)}
      </span>
      <span className={classes.since}>
        {t('source.since')} <Instant at={source.stateSince} />
      </span>
    </span>
  );
}
