import { REPLY_JOB } from '@earshot/follow-up';
import { PgBossJobQueue, publicUrlOf, type Configuration } from '@earshot/platform';
import type { Logger } from 'pino';

/** What an API needs to take replies. Connects at the first use. */
export function lendReplying(databaseUrl: string, configuration: Configuration, logger: Logger) {
  return {
    queue: new PgBossJobQueue({ connectionString: databaseUrl, names: [REPLY_JOB], logger }),
    idDomain: idDomain(configuration),
    mailServer: configuration.smtp.host !== null,
  };
}

/** RFC 5322, section 3.6.4: the right side of an id is a domain of whoever makes it. One that leads nowhere is still unique. */
function idDomain({ organisation, http }: Configuration): string {
  const named = organisation.domains[0];
  if (named !== undefined) return named;
  const { hostname } = new URL(publicUrlOf(http));
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i.test(hostname) ? hostname : 'earshot.invalid';
}
