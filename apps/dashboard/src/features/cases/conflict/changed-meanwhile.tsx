import type { CaseEventView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { Instant } from '../../../shared/time/instant';
import classes from './changed-meanwhile.module.css';

interface ChangedMeanwhileProps {
  /** The case's events now. */
  readonly events: readonly CaseEventView[];
  /** The ids of those that the person had seen when they acted. */
  readonly seen: ReadonlySet<string>;
}

/** Somebody was faster: what they did, so that one can decide on what is true now. What was typed stays. */
export function ChangedMeanwhile({ events, seen }: ChangedMeanwhileProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const fresh = events.filter(({ id }) => !seen.has(id));
  return (
    <div role="alert" className={classes.box}>
      <p className={classes.what}>{t('meanwhile.title')}</p>
      {fresh.length > 0 && (
        <ul className={classes.events}>
          {fresh.map(({ id, type, actor, at }) => (
            <li key={id}>
              {words('event', type)} · {actor === null ? t('timeline.system') : <bdi>{actor.name}</bdi>} ·{' '}
              <Instant at={at} />
            </li>
          ))}
        </ul>
      )}
      <p className={classes.advice}>{t('meanwhile.text')}</p>
    </div>
  );
}
