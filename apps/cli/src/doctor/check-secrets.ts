import { existsSync, statSync } from 'node:fs';
import { keyFileOf, openSecretBox } from '@earshot/platform';
import type { DataSource } from 'typeorm';
import { failed, ok, type Finding } from './finding.js';

const RESTORE = 'restore the key from the backup, or enter the secrets of these sources again';

/** The key: there, not open to others. It is not made here, so that looking changes nothing. */
export function checkSecretKey(home: string, environment: Readonly<Record<string, string | undefined>>): Finding {
  const file = keyFileOf(home);
  const given = environment['EARSHOT_SECRET_KEY'] ?? '';
  if (given === '' && !existsSync(file)) return ok('secret key', `${file} is not there yet; npm start makes it`);
  try {
    const box = openSecretBox(home, environment);
    if (given !== '') return ok('secret key', `${box.keyId}, from EARSHOT_SECRET_KEY`);
    const mode = statSync(file).mode & 0o777;
    return (mode & 0o077) === 0
      ? ok('secret key', `${box.keyId}, in ${file}`)
      : failed('secret key', `${file} can be read by others (mode ${mode.toString(8)})`, `chmod 600 ${file}`);
  } catch (error) {
    return failed('secret key', error instanceof Error ? error.message : String(error), 'restore it from the backup');
  }
}

/** Whether the key opens what is stored: after a restore of the database alone it does not. */
export async function checkStoredSecrets(
  dataSource: DataSource,
  home: string,
  environment: NodeJS.ProcessEnv,
): Promise<Finding> {
  const rows = await dataSource.query<{ id: string; secrets: Buffer }[]>(
    'select id::text, secrets from sources where secrets is not null order by id',
  );
  const hasKey = existsSync(keyFileOf(home)) || (environment['EARSHOT_SECRET_KEY'] ?? '') !== '';
  if (rows.length > 0 && !hasKey)
    return failed('stored secrets', `${rows.length} sources have secrets, and the key is gone`, RESTORE);
  if (rows.length === 0) return ok('stored secrets', 'no source has secrets');
  const box = openSecretBox(home, environment);
  const closed = rows.filter(({ secrets }) => {
    try {
      box.open(secrets);
      return false;
    } catch {
      return true;
    }
  });
  return closed.length === 0
    ? ok('stored secrets', `the key opens those of ${rows.length} sources`)
    : failed(
        'stored secrets',
        `the key does not open those of the sources ${closed.map(({ id }) => id).join(', ')}`,
        RESTORE,
      );
}
