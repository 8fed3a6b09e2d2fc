import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenChannel } from './soak-channel.js';

/** Mails, by kind. */
export const MAIL_CHANNELS = {
  /** A mailbox of its own on a mail server that the test restarts. */
  mailbox: ({ dovecot }, number) => {
    const user = `office-${number}`;
    return {
      options: { host: '127.0.0.1', port: dovecot.port, security: 'none', user },
      secrets: { password: 'secret' },
      http: null,
      publish: (n, words) => dovecot.deliver(user, mail(n, words)),
      stop: () => undefined,
    };
  },
  folder: () => {
    const path = mkdtempSync(join(tmpdir(), 'earshot-soak-folder-'));
    const publish = (n: number, words: string): void => {
      const [draft, name] = [join(tmpdir(), `earshot-soak-${process.pid}-${n}.eml`), join(path, `${n}.eml`)];
      writeFileSync(draft, mail(n, words));
      renameSync(draft, name);
    };
    const stop = (): void => rmSync(path, { recursive: true, force: true });
    return { options: { path }, secrets: {}, http: null, publish, stop };
  },
} satisfies Readonly<Record<string, OpenChannel>>;

function mail(n: number, words: string): string {
  return [
    `Message-ID: <soak-${n}@customers.example>`,
    `From: Customer ${n} <customer-${n}@customers.example>`,
    'To: office@harbour-bank.example',
    `Date: ${new Date().toUTCString()}`,
    `Subject: Parcel ${n}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
    '',
  ].join('\r\n');
}
