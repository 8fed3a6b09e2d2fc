import type { CaseEventView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Panel } from '../../shared/states/panel';
import { Instant } from '../../shared/time/instant';
import classes from './case-timeline.module.css';
import { isMovement, MovementLine } from './movements/movement-line';

interface CaseTimelineProps {
  readonly caseId: string;
  readonly events: readonly CaseEventView[];
}

/** What happened in the case and who did it, newest first. */
export function CaseTimeline({ caseId, events }: CaseTimelineProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const newestFirst = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Panel title={t('timeline.title')}>
      <ol className={classes.events}>
        {newestFirst.map((event) => (
          <li key={event.id} className={classes.event}>
            <span className={classes.what}>{words('event', event.type)}</span>
            <span className={classes.who}>
              {event.actor === null ? t('timeline.system') : <bdi>{event.actor.name}</bdi>}
              {' · '}
              <Instant at={event.at} />
            </span>
            {isMovement(event) && <MovementLine caseId={caseId} event={event} />}
            {typeof event.detail['note'] === 'string' && <span className={classes.note}>{event.detail['note']}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
