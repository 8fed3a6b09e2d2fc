import type { Alert } from '@earshot/contracts';
import { IconForms, IconMail, IconMessages, IconPhone, IconStar, IconWorld, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './channel.module.css';

const ICONS: Record<Alert['channel'], Icon> = {
  email: IconMail,
  review: IconStar,
  social: IconWorld,
  forum: IconMessages,
  form: IconForms,
  phone: IconPhone,
};

/** How a message came, and from which source; sample sources are marked. */
export function Channel({
  channel,
  source,
}: {
  readonly channel: Alert['channel'];
  readonly source?: Alert['source'];
}) {
  const { t } = useTranslation();
  const Shape = ICONS[channel];
  return (
    <span className={classes.channel}>
      <Shape size={14} stroke={1.75} aria-hidden="true" />
      <span>{t(`channel.${channel}`)}</span>
      {source !== undefined && (
        <>
          <span aria-hidden="true">·</span>
          <span className={classes.source}>{source.name}</span>
          {source.sample && <span className={classes.sample}>{t('mark.sample')}</span>}
        </>
      )}
    </span>
  );
}
