import { IconPhone, IconPhoneIncoming, IconPhoneOff, IconUsers, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import classes from './thread.module.css';
import type { LoggedCall } from './thread-items';

const ICONS: Record<LoggedCall['direction'], Icon> = {
  outgoing: IconPhone,
  incoming: IconPhoneIncoming,
  meeting: IconUsers,
};

/** What was spoken, between what was written: a call in which nobody was reached looks like none. */
export function ThreadCall({ call }: { readonly call: LoggedCall }) {
  const { t } = useTranslation();
  const { at, actor, direction, reached, minutes, summary } = call;
  const Shape = reached ? ICONS[direction] : IconPhoneOff;
  return (
    <article className={classes.call} data-reached={reached}>
      <header className={classes.head}>
        <h2 className={classes.author}>
          <Shape size={16} stroke={1.9} aria-hidden="true" />
          {t(`playbook.direction.${direction}`)}
        </h2>
        <Instant at={at} className={classes.time} />
      </header>
      <p className={classes.facts}>
        {actor !== null && <bdi>{actor.name}</bdi>}
        <span>{t(reached ? 'playbook.call.reachedShort' : 'playbook.call.notReached')}</span>
        {minutes !== null && <span>{t('playbook.minutes', { count: minutes })}</span>}
      </p>
      <div className={classes.text} dir="auto">
        {summary}
      </div>
    </article>
  );
}
