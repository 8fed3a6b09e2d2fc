import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfigError,
  parseCalendarOverrides,
  parsePolicyDocument,
  parseResponseStandards,
  type CalendarOverrides,
  type PolicyDocument,
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

/**
 * The policy as the configuration has it: the calendars of its settings, the house's own first, and config/standards.
 * @throws ConfigError or InvalidInput naming the place of every fault
 */
export function readPolicyDocument(configFolder: string, calendars: readonly object[]): PolicyDocument {
  const file = 'standards/default.yaml';
  const standards = readYaml(configFolder, file);
  parseResponseStandards(standards, `config/${file}`);
  return parsePolicyDocument({ ...(standards as object), calendars }, 'config');
}

function readYaml(configFolder: string, file: string): unknown {
  try {
    return parse(readFileSync(join(configFolder, file), 'utf8'));
  } catch (error) {
    throw new ConfigError([{ path: `config/${file}`, message: `cannot be read: ${(error as Error).message}` }]);
  }
}
