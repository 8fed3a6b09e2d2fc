import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@earshot/domain';
import { parse } from 'yaml';
import { parsePlaybook, type Playbook } from './playbook.js';

/** Below the installation's folder. */
export const PLAYBOOK_FILE = 'config/playbooks/default.yaml';

/**
 * Reads playbooks/default.yaml.
 * @param configFolder the installation's `config`
 * @throws ConfigError naming the file and every fault in it, also when it is missing
 */
export function readPlaybook(configFolder: string): Playbook {
  let parsed: unknown;
  try {
    parsed = parse(readFileSync(join(configFolder, 'playbooks/default.yaml'), 'utf8'));
  } catch (error) {
    throw new ConfigError([{ path: PLAYBOOK_FILE, message: `cannot be read: ${(error as Error).message}` }]);
  }
  return parsePlaybook(parsed, PLAYBOOK_FILE);
}
