import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../shared/lazy/lazy-part';
import { OnDemand } from '../../shared/lazy/on-demand';
import { useSession } from '../../shared/session/session';
import classes from './account-menu.module.css';

const AccountItems = lazyPart(() => import('./account-items').then((module) => module.AccountItems));

/** Who is signed in; opens what is theirs. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const target = (
    <UnstyledButton className={classes.account}>
      <span className="visually-hidden">{t('account.label')}</span>
      <span className={classes.person}>
        <bdi className={classes.name}>{user.name}</bdi>
        <span className={classes.role}>{t(`role.${user.role}`)}</span>
      </span>
      <IconSelector size={16} aria-hidden="true" />
    </UnstyledButton>
  );
  return <OnDemand target={target} kind="menu" opens={AccountItems} given={{}} />;
}
