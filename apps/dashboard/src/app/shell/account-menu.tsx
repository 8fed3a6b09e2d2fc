import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
  type Icon,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, speak } from '../../i18n/i18n';
import { chooseLanguage } from '../../shared/preferences/preference';
import { useSession, useSignOut } from '../../shared/session/session';
import classes from './account-menu.module.css';
import { openShortcutsHelp } from './shortcuts-help';

const SCHEMES = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } satisfies Record<MantineColorScheme, Icon>;

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const router = useRouter();
  const signOut = useSignOut();
  const leave = (): void =>
    signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in', search: {} }) });
  return (
    <Menu position="top-start" width={232} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.account} aria-label={t('account.label', { name: user.name })}>
          <span className={classes.person}>
            <bdi className={classes.name}>{user.name}</bdi>
            <span className={classes.role}>{t(`role.${user.role}`)}</span>
          </span>
          <IconSelector size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('account.appearance')}</Menu.Label>
        <SchemeItems />
        <Menu.Divider />
        <Menu.Label>{t('account.language')}</Menu.Label>
        <LanguageItems />
        <Menu.Divider />
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
  return (Object.keys(SCHEMES) as MantineColorScheme[]).map((scheme) => {
    const Shape = SCHEMES[scheme];
    return (
      <Choice
        key={scheme}
        chosen={scheme === colorScheme}
        icon={<Shape size={16} />}
        onChoose={() => setColorScheme(scheme)}
      >
        {t(`account.scheme.${scheme}`)}
      </Choice>
    );
  });
}

function LanguageItems() {
  const { i18n } = useTranslation();
  return Object.entries(INTERFACE_LANGUAGES).map(([tag, name]) => (
    <Choice
      key={tag}
      chosen={tag === i18n.language}
      onChoose={() => {
        chooseLanguage(tag);
        void speak([tag]);
      }}
    >
      <span lang={tag}>{name}</span>
    </Choice>
  ));
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly icon?: React.ReactNode;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}

function Choice({ chosen, icon, onChoose, children }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      leftSection={icon}
      rightSection={chosen ? <IconCheck size={16} aria-hidden="true" /> : null}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}
