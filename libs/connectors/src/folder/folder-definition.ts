import type { ConnectorDefinition } from '@earshot/connector-kit';
import { resolve } from 'node:path';
import { isBelow } from './allowed-folder.js';
import { FolderConnector } from './folder-connector.js';
import { folderCursor, type FolderCursor } from './folder-cursor.js';
import { folderOptions, type FolderOptions } from './folder-options.js';

/** Of such a folder nothing is told, not even whether it is there. */
const FORBIDDEN = 'is not among the folders that the installation allows (sources.folders)';

export const FOLDER: ConnectorDefinition<FolderOptions, FolderCursor> = {
  kind: 'folder',
  title: 'Folder',
  group: 'house',
  summary: 'A folder of mails (.eml, .mbox), JSON lines or CSV files, for example an exported complaints book.',
  options: folderOptions,
  cursor: folderCursor,
  secretNames: [],
  optionFaults: ({ path }, { root, folders }) =>
    folders.some((place) => isBelow(resolve(root, path), place))
      ? []
      : [{ path: 'path', message: `${FORBIDDEN}; it must lie below one of ${folders.join(', ')}` }],
  create: (options, kit) => new FolderConnector(options, kit),
};
