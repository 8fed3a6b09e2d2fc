import { join } from 'node:path';
import type { Clock, JobQueue, SourceToPoll } from '@earshot/domain';
import { readPlaybook } from '@earshot/follow-up';
import { handOnMail } from '@earshot/notifications';
import { installationRoot, openSecretBox, type Configuration } from '@earshot/platform';
import { isMailConfigured } from '../mail-configured.js';
import { openSecrets } from '../source-secrets.js';

/**
 * What an API needs to take messages that are brought to it.
 *
 * @param queue takes the mails to those who must hear of a message at once, in the message's own transaction
 */
export function lendIntake({ organisation, polling, smtp, home }: Configuration, queue: JobQueue, clock: Clock) {
  const box = openSecretBox(home);
  return {
    own: organisation,
    immediateEscalations: readPlaybook(join(installationRoot(), 'config')).immediateEscalations,
    mail: isMailConfigured(smtp) ? handOnMail(queue, clock) : null,
    openSecrets: (source: SourceToPoll) => openSecrets(box, source),
    seal: (text: string) => box.seal(text),
    unseal: (sealed: Uint8Array) => box.open(sealed),
    fingerprint: (text: string) => box.fingerprint(text),
    pageSize: polling.pageSize,
    maxItemBytes: polling.maxItemBytes,
    leaseMs: polling.leaseSeconds * 1_000,
  };
}
