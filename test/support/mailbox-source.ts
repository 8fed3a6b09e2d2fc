import type { Dovecot } from './dovecot.js';
import { runCommand, type Environment } from './service.js';

export interface MailboxSource {
  readonly name: string;
  /** A user of the server; every one exists. */
  readonly user: string;
  /** Seconds between two scheduled polls, 5 to 86400. */
  readonly intervalSeconds: number;
}

/** Connects a mailbox of the test server the way an operator does, with `earshot sources add`. */
export async function addMailboxSource(
  environment: Environment,
  dovecot: Pick<Dovecot, 'host' | 'port'>,
  { name, user, intervalSeconds }: MailboxSource,
): Promise<void> {
  const options = [`host=${dovecot.host}`, `port=${dovecot.port}`, 'security=none', `user=${user}`];
  const { code, stdout, stderr } = await runCommand(
    [
      ...['sources', 'add', '--kind', 'mailbox', '--name', name, '--interval', String(intervalSeconds)],
      ...['--secrets-stdin', '--set', ...options],
    ],
    environment,
    'password=secret\n',
  );
  if (code !== 0) throw new Error(`the mailbox ${name} could not be added:\n${stdout}${stderr}`);
}
