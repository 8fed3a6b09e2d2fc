import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const COMMAND = path.join(__dirname, 'earshot.cjs');

export type Environment = Readonly<Record<string, string>>;

/** A service that was started, ready or not. */
export interface LaunchedService {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
}

export interface Service extends LaunchedService {
  /** Where it serves, without a slash at the end. */
  readonly url: string;
  readonly password: string | null;
}

/** The settings every service of a test has: a port of its own, sources on loopback and in temporary folders allowed, nothing of the developer's. */
export function serviceEnvironment(given: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(EARSHOT_(?!TEST_)|DATABASE_URL|PORT$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    EARSHOT_NETWORK_ALLOWED_HOSTS: '127.0.0.1,localhost',
    EARSHOT_SOURCES_FOLDERS: tmpdir(),
    EARSHOT_POLLING_TICK_SECONDS: '1',
    ...given,
  };
}

/** Starts `earshot start` as a process of its own, and does not wait for it. */
export function launchService(port: number, given: Environment): LaunchedService {
  const child = spawn(process.execPath, [COMMAND, 'start'], {
    env: serviceEnvironment({ PORT: String(port), ...given }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    process: child,
    output: () => printed,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

/** Starts `earshot start` as a process of its own and waits until it says that it is ready. */
export async function startService(port: number, given: Environment): Promise<Service> {
  const launched = launchService(port, given);
  const { process: child, output } = launched;
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', () => {
        if (output().includes('Earshot is ready')) resolve();
      });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code} before it was ready:\n${output()}`)));
  });
  return {
    ...launched,
    url: `http://127.0.0.1:${port}`,
    password: /Password:\s+(\S+)/.exec(output())?.[1] ?? null,
  };
}

/** Runs `earshot …` to its end for a reader that goes away at once, as `| head` does when it has read enough. */
export async function runUnread(
  args: readonly string[],
  given: Environment,
  input = '',
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: serviceEnvironment(given) });
  child.stdin.end(input);
  child.stdout.destroy();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stderr, code] = await Promise.all([text(child.stderr), ended]);
  return { code, stderr };
}

/** Runs `earshot …` to its end. */
export async function runCommand(
  args: readonly string[],
  given: Environment,
  input = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: serviceEnvironment(given) });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
