import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '@earshot/domain';

/** The config folder of this installation, found upwards, so that it is the same for sources and for dist. */
export function configFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'config/calendars'))) return join(folder, 'config');
    if (folder === dirname(folder)) {
      const message = `not found in any folder above ${__dirname}; the installation is incomplete`;
      throw new ConfigError([{ path: 'config/calendars', message }]);
    }
  }
}
