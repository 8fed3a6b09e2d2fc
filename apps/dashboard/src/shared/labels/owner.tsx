import type { Alert } from '@earshot/contracts';
import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import classes from './owner.module.css';

/** Who looks after a case; nobody is said in words, for it is the case that gets forgotten. */
export function Owner({ owner }: { readonly owner: Alert['owner'] }) {
  const { t } = useTranslation();
  const { user } = useSession();
  if (owner === null)
    return (
      <span className={classes.owner} data-nobody="true">
        <IconUserQuestion size={16} stroke={1.75} aria-hidden="true" />
        {t('owner.nobody')}
      </span>
    );
  return (
    <span className={classes.owner}>
      <span className={classes.initials} aria-hidden="true" data-me={owner.id === user.id}>
        {initials(owner.name)}
      </span>
      <bdi className={classes.name}>{owner.id === user.id ? t('owner.you') : owner.name}</bdi>
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
