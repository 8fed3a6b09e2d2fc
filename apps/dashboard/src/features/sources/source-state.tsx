import type { SourceView } from '@earshot/contracts';
import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconPlayerPauseFilled,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import classes from './source-state.module.css';

const ICONS: Record<SourceView['state'], Icon> = {
  healthy: IconCircleCheckFilled,
  degraded: IconAlertTriangleFilled,
  paused: IconPlayerPauseFilled,
  failing: IconAlertOctagonFilled,
};

/** How a source fares and since when. */
export function SourceState({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const Shape = ICONS[source.state];
  return (
    <span className={classes.state}>
      <span className={classes.word} data-state={source.state}>
        <Shape size={15} aria-hidden="true" />
        {t(`source.state.${source.state}`)}
      </span>
      <span className={classes.since}>
        {t('source.since')} <Instant at={source.stateSince} />
      </span>
    </span>
  );
}
