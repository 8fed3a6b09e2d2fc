/**
 * How long the first command takes: on a fresh clone, on a built checkout with a new home, and the second time.
 *
 * The clone is of HEAD, so uncommitted work is not in it. What installs from the npm registry depends on the network and
 * on npm's cache and dominates; the launcher's own lines tell it apart. Memory is that of all processes together, from
 * npm to PostgreSQL, and what they share is counted once.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../support/api.js';
import { TreeMemory } from '../support/bench/process-memory.js';
import { markdownTable } from '../support/bench/table.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { serviceEnvironment } from '../support/service.js';

const REPOSITORY = resolve(__dirname, '../..');
const ADMIN = 'admin@earshot.example';
const LONGEST_MS = 15 * 60_000;
/** Longer than a poll of the samples takes: the memory of a service at rest is in the figure too. */
const SETTLING_MS = 5_000;

interface Start {
  readonly name: string;
  /** What the launcher said: "Installing packages" → seconds. */
  readonly steps: ReadonlyMap<string, number>;
  readonly readySeconds: number;
  readonly firstAlertSeconds: number;
  /** MiB */
  readonly peak: number;
  readonly nodePeak: number;
  readonly password: string;
}

async function measureStart(
  name: string,
  checkout: string,
  home: string,
  knownPassword: string | null,
): Promise<Start> {
  const port = await freePort();
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1_000;
  const child = spawn('npm', ['start'], {
    cwd: checkout,
    env: serviceEnvironment({ PORT: String(port), EARSHOT_HOME: home, EARSHOT_POLLING_TICK_SECONDS: '5' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const memory = new TreeMemory(child.pid ?? 0);
  try {
    const printed = await untilReady(child);
    const readySeconds = elapsed();
    const password = knownPassword ?? /Password:\s+(\S+)/.exec(printed)?.[1] ?? '';
    const client = await Client.signIn(`http://127.0.0.1:${port}`, ADMIN, password);
    await eventually(async () => {
      const answer = await client.get('/api/v1/alerts').query({ limit: 1 });
      if ((answer.body as { items?: unknown[] }).items?.length !== 1) throw new Error('there is no alert yet');
    }, 120_000);
    const firstAlertSeconds = elapsed();
    await pause(SETTLING_MS);
    const { tree, processes } = memory.stop();
    const nodePeak = processes.get('node') ?? 0;
    return { name, steps: stepsOf(printed), readySeconds, firstAlertSeconds, peak: tree, nodePeak, password };
  } finally {
    memory.stop();
    await stop(child);
  }
}

/** Resolves to what was printed up to the line that says so. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolvePrinted, reject) => {
    let printed = '';
    const limit = setTimeout(() => reject(new Error(`not ready in time:\n${printed}`)), LONGEST_MS);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        // The login stands in the same write; the last line of it is the password or the address.
        if (!printed.includes('Earshot is ready')) return;
        clearTimeout(limit);
        resolvePrinted(printed);
      });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`npm start ended with ${code}:\n${printed}`));
    });
  });
}

function stepsOf(printed: string): Map<string, number> {
  const lines = [...printed.matchAll(/^(.+): done in (\d+) s$/gm)];
  return new Map(lines.map(([, step, seconds]) => [step ?? '', Number(seconds)]));
}

/** Ctrl-C, as it reaches the whole group from a terminal. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = new Promise((end) => child.once('exit', end));
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-start-'));
  // As root, the account of the database server must be able to pass.
  chmodSync(folder, 0o755);
  try {
    const checkout = join(folder, 'earshot');
    execFileSync('git', ['clone', '--quiet', REPOSITORY, checkout]);
    const cold = await measureStart('fresh clone', checkout, join(checkout, '.earshot'), null);
    const second = await measureStart('second start', checkout, join(checkout, '.earshot'), cold.password);
    const newHome = await measureStart('built checkout, new home', checkout, join(folder, 'home'), null);
    print([cold, newHome, second]);
  } finally {
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function print(starts: readonly Start[]): void {
  const steps = [...new Set(starts.flatMap((start) => [...start.steps.keys()]))];
  const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(1)} s`);
  console.log(
    markdownTable(
      ['`npm start`', ...steps.map((step) => step.toLowerCase()), 'ready', 'first alert', 'peak memory', 'of it Node'],
      starts.map((start) => [
        start.name,
        ...steps.map((step) => seconds(start.steps.get(step))),
        seconds(start.readySeconds),
        seconds(start.firstAlertSeconds),
        `${start.peak.toFixed(0)} MiB`,
        `${start.nodePeak.toFixed(0)} MiB`,
      ]),
    ),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
