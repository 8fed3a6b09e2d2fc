import { openSecretBox, PgBossJobQueue, type Configuration } from '@earshot/platform';
import { SEND_NOTIFICATION } from '@earshot/notifications';
import { SEND_DIGEST } from '@earshot/reporting';
import type { Logger } from 'pino';
import { isMailConfigured } from '../mail-configured.js';

/** What an API needs to show digests, to have one sent and to read their links. The queue, which also takes notifications, connects at its first use. */
export function lendDigests(databaseUrl: string, configuration: Configuration, logger: Logger) {
  return {
    queue: new PgBossJobQueue({ connectionString: databaseUrl, names: [SEND_DIGEST, SEND_NOTIFICATION], logger }),
    mailServer: isMailConfigured(configuration.smtp),
    seal: openSecretBox(configuration.home),
    localTime: configuration.digest.localTime,
  };
}
