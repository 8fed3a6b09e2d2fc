import type { PresenceView } from '@earshot/contracts';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './presence.module.css';

/** Who else has the case open: two people should not write the same answer. The place is always there, so that their coming is announced. */
export function Presence({ others }: { readonly others: PresenceView['others'] }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.place}>
      {others.length > 0 && (
        <ul className={classes.others} aria-label={t('presence.label')}>
          {others.map(({ id, name, mode }) => (
            <li key={id} className={classes.other} data-mode={mode}>
              {mode === 'writing' ? (
                <IconPencil size={14} stroke={1.9} aria-hidden="true" />
              ) : (
                <IconEye size={14} stroke={1.9} aria-hidden="true" />
              )}
              <span>{t(`presence.${mode}`, { name })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
