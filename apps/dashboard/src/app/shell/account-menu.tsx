import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector, IconUserCog } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, speak } from '../../i18n/i18n';
import { chooseLanguage } from '../../shared/preferences/preference';
import { useSession, useSignOut } from '../../shared/session/session';
import classes from './account-menu.module.css';
import { openShortcutsHelp } from './shortcuts-help-opener';

const SCHEMES = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const router = useRouter();
  const signOut = useSignOut();
  const leave = (): void =>
    signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in', search: {} }) });
  return (
    <Menu position="top-start" width={232} shadow="md" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.account}>
          <span className="visually-hidden">{t('account.label')}</span>
          <span className={classes.person}>
            <bdi className={classes.name}>{user.name}</bdi>
            <span className={classes.role}>{t(`role.${user.role}`)}</span>
          </span>
          <IconSelector size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label>{t('account.appearance')}</Menu.Label>
        <SchemeItems />
        <Menu.Divider />
        <Menu.Label>{t('account.language')}</Menu.Label>
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCog size={16} />} component={Link} {...{ to: '/settings' }}>
          {t('account.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcutsHelp}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeItems() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
      {SCHEMES.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {t(`account.scheme.${scheme}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function LanguageItems() {
  const { i18n } = useTranslation();
  const choose = (tag: string): void => {
    chooseLanguage(tag);
    void speak([tag]);
  };
  return (
    <Menu.RadioGroup value={i18n.language} onChange={choose}>
      {Object.entries(INTERFACE_LANGUAGES).map(([tag, name]) => (
        <Menu.RadioItem key={tag} value={tag} lang={tag}>
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
