import type { ConnectorDefinition } from '@earshot/connector-kit';
import { FolderConnector } from './folder-connector.js';
import { folderCursor, type FolderCursor } from './folder-cursor.js';
import { folderOptions, type FolderOptions } from './folder-options.js';

export const FOLDER: ConnectorDefinition<FolderOptions, FolderCursor> = {
  kind: 'folder',
  title: 'Folder',
  group: 'house',
  summary: 'A folder of mails (.eml, .mbox), JSON lines or CSV files, for example an exported complaints book.',
  options: folderOptions,
  cursor: folderCursor,
  secretNames: [],
  create: (options, kit) => new FolderConnector(options, kit),
};
