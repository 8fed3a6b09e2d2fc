import { Group, Radio, Switch, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShortcutsEnabled } from '../../shared/preferences/preference';
import { Panel } from '../../shared/states/panel';
import { BackgroundTellingChoice } from './background-telling-choice';
import classes from './settings-page.module.css';

const SCHEMES = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** How this browser shows the dashboard; another one may differ, so nothing of it is sent to the server. */
export function AppearancePanel() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Panel title={t('settings.browser')}>
      <div className={classes.form}>
        <Radio.Group label={t('account.appearance')} value={colorScheme} onChange={(scheme) => setColorScheme(scheme)}>
          <Group gap="lg" mt={6}>
            {SCHEMES.map((scheme) => (
              <Radio key={scheme} value={scheme} label={t(`account.scheme.${scheme}`)} />
            ))}
          </Group>
        </Radio.Group>
        <Switch
          label={t('shortcuts.enabled')}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        <BackgroundTellingChoice />
      </div>
    </Panel>
  );
}
