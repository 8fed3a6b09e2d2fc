import { join } from 'node:path';
import type { Clock, DigestStore, HandOnMail, JobQueue } from '@earshot/domain';
import { inLanguage, readPlaybook, type PolicyBook } from '@earshot/follow-up';
import type { MailSender } from '@earshot/notifications';
import { installationRoot, type Configuration, type SecretBox } from '@earshot/platform';
import { DigestDesk, DigestLinks, DigestWriter } from '@earshot/reporting';
import { senderDomain } from './sender-domain.js';

export interface DigestSettings {
  readonly configuration: Configuration;
  readonly publicUrl: string;
}

export interface DigestPorts {
  readonly digests: DigestStore;
  readonly policy: Pick<PolicyBook, 'policy'>;
  readonly clock: Clock;
}

/** Who writes digests, by the house's playbook and name. @throws ConfigError when the playbook cannot be read */
export function digestWriter({ configuration, publicUrl }: DigestSettings, ports: DigestPorts): DigestWriter {
  const { causeStages } = readPlaybook(join(installationRoot(), 'config'));
  const titles = new Map(causeStages.map(({ id, title }) => [id, title]));
  return new DigestWriter(ports.digests, ports.policy.policy, ports.clock, {
    organisation: configuration.organisation.name,
    publicUrl,
    causeTitle: (stage, language) => {
      const title = titles.get(stage);
      return title === undefined ? stage : inLanguage(title, language);
    },
  });
}

export function digestDesk(
  settings: DigestSettings & { readonly secretBox: SecretBox },
  ports: DigestPorts & { readonly queue: JobQueue },
  mail: MailSender,
  tellOps: HandOnMail,
): DigestDesk {
  const { digest, smtp } = settings.configuration;
  const writer = digestWriter(settings, ports);
  return new DigestDesk(ports.digests, writer, ports.queue, mail, ports.policy.policy, ports.clock, {
    localTime: digest.localTime,
    senderDomain: senderDomain(smtp),
    links: new DigestLinks(settings.secretBox, settings.publicUrl),
    tellOps,
  });
}
