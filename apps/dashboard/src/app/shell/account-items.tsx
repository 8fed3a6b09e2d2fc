import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconUserCog } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, speak } from '../../i18n/i18n';
import type { OpensBeside } from '../../shared/lazy/on-demand';
import { chooseLanguage } from '../../shared/preferences/preference';
import { useSignOut } from '../../shared/session/session';
import classes from './account-menu.module.css';
import { openShortcutsHelp } from './shortcuts-help-opener';

const SCHEMES = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** How the page looks and speaks, the reader's own settings, and the way out. */
export function AccountItems({ target, opened, onChange }: OpensBeside) {
  const { t } = useTranslation();
  const router = useRouter();
  const signOut = useSignOut();
  const leave = (): void =>
    signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in', search: {} }) });
  return (
    <Menu opened={opened} onChange={onChange} position="top-start" width={232} shadow="md" withinPortal={false}>
      <Menu.Target>{target}</Menu.Target>
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
