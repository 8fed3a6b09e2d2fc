import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfigError,
  parseCalendarOverrides,
  parseResponseStandards,
  type CalendarOverrides,
  type ResponseStandard,
} from '@earshot/domain';
import { parse } from 'yaml';

/**
 * What config/calendars says about a country; `null` when there is no file for it. Only the file of that country is read,
 * so that a fault in another one stops nobody.
 * @param configFolder the installation's `config`
 * @throws ConfigError naming the file and every fault in it
 */
export function readCalendarOverrides(configFolder: string, country: string): CalendarOverrides | null {
  if (!/^[A-Za-z]{2}$/.test(country)) return null;
  const file = `calendars/${country.toLowerCase()}.yaml`;
  return existsSync(join(configFolder, file))
    ? parseCalendarOverrides(readYaml(configFolder, file), `config/${file}`)
    : null;
}

/** @throws ConfigError naming the file and every fault in it, also when it is missing */
export function readResponseStandards(configFolder: string): readonly ResponseStandard[] {
  const file = 'standards/default.yaml';
  return parseResponseStandards(readYaml(configFolder, file), `config/${file}`);
}

function readYaml(configFolder: string, file: string): unknown {
  try {
    return parse(readFileSync(join(configFolder, file), 'utf8'));
  } catch (error) {
    throw new ConfigError([{ path: `config/${file}`, message: `cannot be read: ${(error as Error).message}` }]);
  }
}
