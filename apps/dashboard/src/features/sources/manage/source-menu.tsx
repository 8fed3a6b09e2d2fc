import type { SourceView } from '@earshot/contracts';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconHistory,
  IconPencil,
  IconPlayerPause,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPushedKind } from '../../../shared/sources/is-pushed-kind';
import { exportAddress } from './manage-queries';
import { BackfillDialog, CloneDialog, PauseDialog, RemoveDialog } from './source-dialogs';

const DIALOGS = { pause: PauseDialog, clone: CloneDialog, backfill: BackfillDialog, remove: RemoveDialog } as const;

/** What ops people do to a source beyond reading it. */
export function SourceMenu({ source }: { readonly source: SourceView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const Dialog = open === null ? null : DIALOGS[open];
  const isPaused = source.state === 'paused';
  const isFilesOwn = source.provisionedBy !== null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label={t('manage.menu', { source: source.name })}
            aria-haspopup="menu"
          >
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden="true" />}
            component={Link}
            to="/sources/$sourceId/edit"
            params={{ sourceId: source.id } as never}
          >
            {t('manage.edit')}
          </Menu.Item>
          {!isPaused && (
            <>
              <Menu.Item
                leftSection={<IconPlayerPause size={16} aria-hidden="true" />}
                onClick={() => setOpen('pause')}
              >
                {t('manage.pause.menu')}
              </Menu.Item>
              {!isPushedKind(source.kind) && (
                <Menu.Item
                  leftSection={<IconHistory size={16} aria-hidden="true" />}
                  onClick={() => setOpen('backfill')}
                >
                  {t('manage.backfill.menu')}
                </Menu.Item>
              )}
            </>
          )}
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => setOpen('clone')}>
            {t('manage.clone.menu')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            component="a"
            href={exportAddress(source.id)}
            download
          >
            {t('manage.export')}
          </Menu.Item>
          {!isFilesOwn && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => setOpen('remove')}>
              {t('manage.remove.menu')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {Dialog !== null && <Dialog source={source} onClose={() => setOpen(null)} />}
    </>
  );
}
