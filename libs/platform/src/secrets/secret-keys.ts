import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@earshot/domain';
import { KEY_BYTES, SecretBox } from './secret-box.js';

const EXPECTED = `must be ${KEY_BYTES} bytes as base64 or ${KEY_BYTES * 2} hexadecimal digits, for example from: openssl rand -base64 ${KEY_BYTES}`;

/** The file that holds the key when EARSHOT_SECRET_KEY is not set. */
export function keyFileOf(home: string): string {
  return join(home, 'secret.key');
}

/**
 * The box of this installation. Its key is EARSHOT_SECRET_KEY (several, separated by commas: the first seals, all open),
 * else the file `home`/secret.key, which is made with mode 0600 when it is missing. Never in the database: a copy of the
 * database alone opens nothing.
 * @throws ConfigError without showing the key
 */
export function openSecretBox(
  home: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SecretBox {
  const given = environment['EARSHOT_SECRET_KEY'];
  if (given !== undefined && given !== '') return boxOf(given, 'EARSHOT_SECRET_KEY');
  const file = keyFileOf(home);
  return boxOf(readKeyFile(file) ?? createKeyFile(file, home), file);
}

function boxOf(text: string, place: string): SecretBox {
  const keys = text
    .split(/[,\s]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part, /^[0-9a-f]{64}$/i.test(part) ? 'hex' : 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== KEY_BYTES))
    throw new ConfigError([{ path: place, message: `the key (hidden) ${EXPECTED}` }]);
  return new SecretBox(keys);
}

function readKeyFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigError([{ path: file, message: `cannot be read: ${(error as Error).message}` }]);
  }
}

/** Appears complete or not at all; of two processes that start together, the first decides. */
function createKeyFile(file: string, home: string): string {
  mkdirSync(home, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}
