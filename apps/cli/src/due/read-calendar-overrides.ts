import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, parseCalendarOverrides, type CalendarOverrides } from '@earshot/domain';
import { parse } from 'yaml';

/**
 * What config/calendars says about a country; `null` when there is no file for it. Only the file of that country is read,
 * so that a fault in another one stops nobody.
 * @throws ConfigError naming the file and every fault in it
 */
export function readCalendarOverrides(country: string): CalendarOverrides | null {
  const file = `config/calendars/${country.toLowerCase()}.yaml`;
  if (!/^[A-Za-z]{2}$/.test(country)) return null;
  const path = join(configurationFolder(), 'calendars', `${country.toLowerCase()}.yaml`);
  if (!existsSync(path)) return null;
  let parsed: unknown;
  try {
    parsed = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([{ path: file, message: `is not YAML: ${(error as Error).message}` }]);
  }
  return parseCalendarOverrides(parsed, file);
}

/** The config folder of this installation, found upwards, so that it is the same for sources and for dist. */
function configurationFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'config/calendars'))) return join(folder, 'config');
    if (folder === dirname(folder)) {
      const message = `not found in any folder above ${__dirname}; the installation is incomplete`;
      throw new ConfigError([{ path: 'config/calendars', message }]);
    }
  }
}
