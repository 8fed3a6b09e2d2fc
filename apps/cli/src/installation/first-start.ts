import { randomBytes } from 'node:crypto';
import { Users } from '@earshot/access';
import { SourceEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';

export const FIRST_ADMIN = 'admin@earshot.example';

/** How often the sample folder is looked at: it does not change, but a newcomer may drop a mail into it. Seconds. */
const SAMPLE_INTERVAL_SECONDS = 60;

export interface FirstLogin {
  readonly email: string;
  readonly password: string;
}

/**
 * An installation without any user is new: it gets an administrator, whose password is told once, and the sample messages.
 * @returns null when it is not new
 */
export async function firstStart(
  dataSource: DataSource,
  users: Users,
  zone: string,
  now: Date,
): Promise<FirstLogin | null> {
  if ((await users.list()).length > 0) return null;
  const password = randomBytes(12).toString('base64url');
  await users.add({ email: FIRST_ADMIN, name: 'Administrator', role: 'admin', language: 'en', zone, password }, null);
  const sources = dataSource.getRepository(SourceEntity);
  if ((await sources.count()) === 0) {
    await sources.save({
      kind: 'folder',
      name: 'Sample messages',
      options: {
        path: 'config/samples',
        recursive: true,
        shiftDatesToToday: true,
        ownAddresses: ['service@harbour-bank.example'],
      },
      sample: true,
      pollIntervalSeconds: SAMPLE_INTERVAL_SECONDS,
      nextPollAt: now,
    });
  }
  return { email: FIRST_ADMIN, password };
}
