import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../lazy/lazy-part';
import { OnDemand } from '../lazy/on-demand';
import { mayExportLists } from '../session/permissions';
import { useSession } from '../session/session';
import type { ExportedList } from './export-formats';

const ExportFormats = lazyPart(() => import('./export-formats').then((module) => module.ExportFormats));

/** Takes what a list shows along as a file; nothing for those who may not. */
export function ExportButton(list: ExportedList) {
  const { t } = useTranslation();
  const { user } = useSession();
  if (!mayExportLists(user)) return null;
  return (
    <OnDemand
      target={
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.9} aria-hidden="true" />}>
          {t('export.label')}
        </Button>
      }
      kind="menu"
      opens={ExportFormats}
      given={list}
    />
  );
}
