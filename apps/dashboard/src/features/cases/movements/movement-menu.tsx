import type { CaseView } from '@earshot/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit, IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const MergeDialog = lazy(() => import('./merge-dialog').then((module) => ({ default: module.MergeDialog })));
const SplitDialog = lazy(() => import('./split-dialog').then((module) => ({ default: module.SplitDialog })));

/** What is rarely needed: putting together what belongs together, and apart what does not. */
export function MovementMenu({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'merge' | 'split' | null>(null);
  const [opened, setOpened] = useState(false);
  const ask = (what: 'merge' | 'split'): void => {
    setAsked(what);
    setOpened(true);
  };
  const close = (): void => setOpened(false);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={288}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} data-icon aria-label={t('case.more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => ask('merge')}>
            {t('case.mergeInto')}
          </Menu.Item>
          {view.messages.length > 1 && (
            <Menu.Item leftSection={<IconArrowsSplit size={16} />} onClick={() => ask('split')}>
              {t('case.splitOff')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asked === 'merge' && <MergeDialog view={view} opened={opened} onClose={close} />}
        {asked === 'split' && <SplitDialog view={view} opened={opened} onClose={close} />}
      </Suspense>
    </>
  );
}
