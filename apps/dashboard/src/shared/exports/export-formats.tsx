import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { apiAddress, type RequestQuery } from '../api/request';
import type { OpensBeside } from '../lazy/on-demand';

const FORMATS = ['csv', 'jsonl'] as const;

export interface ExportedList {
  readonly list: 'alerts' | 'messages' | 'customers';
  /** The filters in force, as the list itself is asked for with them. */
  readonly filter: RequestQuery;
}

/** Which kind of file; the browser fetches it by itself, because it is as long as the list. */
export function ExportFormats({ target, opened, onChange, list, filter }: OpensBeside & ExportedList) {
  const { t } = useTranslation();
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-start" shadow="md" withinPortal={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={apiAddress(`/export/${list}`, { ...filter, format })} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
