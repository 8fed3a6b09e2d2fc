import type { CaseEventView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Panel } from '../../shared/states/panel';
import { Instant } from '../../shared/time/instant';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import classes from './case-timeline.module.css';
import { eventDetail, type EventWords } from './event-detail';
import { isMovement, MovementLine } from './movements/movement-line';

interface CaseTimelineProps {
  readonly caseId: string;
  readonly events: readonly CaseEventView[];
}

/** What happened in the case and who did it, newest first. */
export function CaseTimeline({ caseId, events }: CaseTimelineProps) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const words = useEventWords(events, catalogue);
  const newestFirst = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Panel title={t('timeline.title')}>
      <ol className={classes.events}>
        {newestFirst.map((event) => (
          <li key={event.id} className={classes.event}>
            <span className={classes.what}>{catalogue('event', event.type)}</span>
            <EventDetail event={event} words={words} />
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

function EventDetail({ event, words }: { readonly event: CaseEventView; readonly words: EventWords }) {
  const detail = eventDetail(event, words);
  return detail === null ? null : <span className={classes.detail}>{detail}</span>;
}

/** Events that tell of people beside the one who acted. */
const WITH_PEOPLE: readonly string[] = ['handed_over', 'escalated'];

function useEventWords(events: readonly CaseEventView[], catalogue: EventWords['catalogue']): EventWords {
  const { t } = useTranslation();
  const [now, style] = [useNow(), useTimeStyle()];
  const enabled = events.some(({ type }) => WITH_PEOPLE.includes(type));
  const colleagues = useQuery({ ...colleaguesQuery, enabled }).data?.items ?? [];
  return { t, catalogue, now, style, names: new Map(colleagues.map(({ id, name }) => [id, name])) };
}
