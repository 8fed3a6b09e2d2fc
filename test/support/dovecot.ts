import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { dovecotConfiguration, type DovecotOptions } from './dovecot-configuration.js';
import { freePort } from './free-port.js';

/** A mail server of its own for a test file. Every user exists; the password is `secret`. */
export interface Dovecot {
  readonly host: '127.0.0.1';
  /** Plain and, with certificates, STARTTLS. */
  readonly port: number;
  /** Implicit TLS; only with certificates. */
  readonly tlsPort: number;
  /** Puts a mail where a delivery agent would: written to `tmp/`, renamed into `new/`. The file's time is INTERNALDATE. */
  deliver(user: string, raw: string | Uint8Array, folder?: string, receivedAt?: Date): void;
  /** Gives the folder a new UIDVALIDITY, as a restore from a backup does. */
  resetUidValidity(user: string, folder?: string): void;
  /** Deletes every mail of the folder that `matches`, behind the server's back, as another mail program would. */
  expunge(user: string, matches: (raw: string) => boolean, folder?: string): number;
  /** Marks every mail of the folder as read. */
  markSeen(user: string, folder?: string): void;
  /** The flags of every mail of the folder, by which a reader would leave its trace. */
  flags(user: string, folder?: string): string[];
  /** What the server sent in the user's last session, which has ended. Bytes. */
  bytesSentTo(user: string): Promise<number>;
  /** From now on connections are accepted, and nothing is answered. */
  freeze(): void;
  /** Stops the server, connections included; `start` brings it back on the same ports. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its files. */
  dispose(): Promise<void>;
}

const SEARCH_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`;
const START_TIMEOUT_MS = 15_000;
/** It takes a second to stop; one that was frozen sometimes does not come back to itself. */
const STOP_TIMEOUT_MS = 2_000;

/** Whether the tests with a real mail server can run here, and if not, why. */
export function dovecotAvailability(): { available: boolean; reason: string } {
  const version = spawnSync('dovecot', ['--version'], { env: { ...process.env, PATH: SEARCH_PATH }, encoding: 'utf8' });
  if (version.status !== 0)
    return { available: false, reason: 'dovecot is not installed (Debian: dovecot-core dovecot-imapd)' };
  if (!/^2\.3\./.test(version.stdout))
    return {
      available: false,
      reason: `dovecot is ${version.stdout.trim()}; the test configuration is written for 2.3`,
    };
  return { available: true, reason: `dovecot ${version.stdout.trim()}` };
}

/** A group of tests that needs Dovecot; without it the reason stands in the report, next to the skipped tests. */
export function describeWithDovecot(name: string, tests: () => void): void {
  const { available, reason } = dovecotAvailability();
  if (available) describe(name, tests);
  else describe.skip(`${name} (skipped: ${reason})`, tests);
}

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'earshot-imap-'));
  fs.chmodSync(folder, 0o755); // the mail user must pass through
  const server = new DovecotProcess(folder, await freePort(), await freePort(), options);
  await server.start();
  return server;
}

class DovecotProcess implements Dovecot {
  readonly host = '127.0.0.1';
  readonly #configuration: string;
  readonly #owner: { uid: number; gid: number } | null;
  #process: ChildProcess | null = null;
  #delivered = 0;

  constructor(
    readonly folder: string,
    readonly port: number,
    readonly tlsPort: number,
    options: DovecotOptions,
  ) {
    this.#owner = process.getuid?.() === 0 ? mailOwner() : null;
    this.#configuration = path.join(folder, 'dovecot.conf');
    fs.mkdirSync(path.join(folder, 'run'), { mode: 0o755 });
    this.#makeFolder(path.join(folder, 'mail'));
    for (const [name, text] of Object.entries(dovecotConfiguration({ folder, port, tlsPort }, options)))
      fs.writeFileSync(path.join(folder, name), text);
  }

  deliver(user: string, raw: string | Uint8Array, folder = 'INBOX', receivedAt?: Date): void {
    const maildir = this.#maildir(user, folder);
    // Seconds and a count that rises, by which the server puts mails that came together into order.
    const name = `${Math.floor(Date.now() / 1000)}.M${(this.#delivered += 1)}P${process.pid}.test`;
    const temporary = path.join(maildir, 'tmp', name);
    fs.writeFileSync(temporary, raw);
    this.#give(temporary);
    if (receivedAt !== undefined) fs.utimesSync(temporary, receivedAt, receivedAt);
    fs.renameSync(temporary, path.join(maildir, 'new', name));
  }

  resetUidValidity(user: string, folder = 'INBOX'): void {
    const maildir = this.#maildir(user, folder);
    for (const name of fs.readdirSync(maildir))
      if (/^dovecot[-.](uidlist|index)/.test(name)) fs.rmSync(path.join(maildir, name));
  }

  expunge(user: string, matches: (raw: string) => boolean, folder = 'INBOX'): number {
    const doomed = this.#mails(user, folder).filter((file) => matches(fs.readFileSync(file, 'latin1')));
    for (const file of doomed) fs.rmSync(file);
    return doomed.length;
  }

  markSeen(user: string, folder = 'INBOX'): void {
    for (const file of this.#mails(user, folder)) {
      const name = path.basename(file).replace(/:2,.*$/, '');
      fs.renameSync(file, path.join(this.#maildir(user, folder), 'cur', `${name}:2,S`));
    }
  }

  flags(user: string, folder = 'INBOX'): string[] {
    return this.#mails(user, folder).map((file) => /:2,([A-Za-z]*)$/.exec(file)?.[1] ?? '');
  }

  async bytesSentTo(user: string): Promise<number> {
    const ended = ` imap(${user})`;
    for (;;) {
      const lines = fs.readFileSync(path.join(this.folder, 'log'), 'utf8').split('\n');
      const last = lines.reverse().find((line) => line.includes(ended) && line.includes(' out='));
      const bytes = / out=(\d+)/.exec(last ?? '')?.[1];
      if (bytes !== undefined) return Number(bytes);
      await new Promise((resolve) => setTimeout(resolve, 20)); // the log is written by a process of its own
    }
  }

  freeze(): void {
    if (this.#process !== null) signalGroup(this.#process, 'SIGSTOP');
  }

  async start(): Promise<void> {
    const output: string[] = [];
    const child = spawn('dovecot', ['-F', '-c', this.#configuration], {
      env: { ...process.env, PATH: SEARCH_PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: its children, one per connection, outlive it by ten seconds unless they are told too.
      detached: true,
    });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    this.#process = child;
    process.once('exit', this.#killAtExit);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await greets(this.port))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await this.stop();
        const log = path.join(this.folder, 'log');
        throw new Error(
          `dovecot does not start:\n${output.join('')}${fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : ''}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    process.removeListener('exit', this.#killAtExit);
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(child, 'SIGTERM');
    signalGroup(child, 'SIGCONT'); // a frozen server hears of its end only now
    const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(kill);
  }

  async dispose(): Promise<void> {
    await this.stop();
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  readonly #killAtExit = (): void => {
    if (this.#process !== null) signalGroup(this.#process, 'SIGTERM');
  };

  #mails(user: string, folder: string): string[] {
    const maildir = this.#maildir(user, folder);
    return ['cur', 'new'].flatMap((part) =>
      fs.readdirSync(path.join(maildir, part)).map((name) => path.join(maildir, part, name)),
    );
  }

  #maildir(user: string, folder: string): string {
    const home = path.join(this.folder, 'mail', user);
    const maildir = folder === 'INBOX' ? home : path.join(home, `.${folder}`);
    for (const part of [home, maildir, ...['cur', 'new', 'tmp'].map((name) => path.join(maildir, name))])
      if (!fs.existsSync(part)) this.#makeFolder(part);
    return maildir;
  }

  #makeFolder(folder: string): void {
    fs.mkdirSync(folder, { mode: 0o700 });
    this.#give(folder);
  }

  /** As root the server reads mail as the user `mail`; otherwise as whoever runs the tests. */
  #give(file: string): void {
    if (this.#owner !== null) fs.chownSync(file, this.#owner.uid, this.#owner.gid);
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}

function mailOwner(): { uid: number; gid: number } {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('mail:'));
  if (line === undefined)
    throw new Error("/etc/passwd has no user 'mail', as whom the test server reads its mailboxes");
  const fields = line.split(':');
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    const done = (up: boolean): void => {
      socket.destroy();
      resolve(up);
    };
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
    socket.setTimeout(2000, () => done(false));
  });
}
