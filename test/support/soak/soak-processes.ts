import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serviceEnvironment, type Environment } from '../service.js';

/** Workers, or the API, as processes of their own, each as on a machine of its own, started anew when one is killed. */
export class SoakProcesses {
  private readonly running = new Set<ChildProcess>();
  private homes = 0;
  /** What they printed, for the report of a failure. */
  printed = '';

  constructor(
    private readonly what: 'worker' | 'api',
    private readonly folder: string,
    private readonly environment: Environment,
  ) {}

  get count(): number {
    return this.running.size;
  }

  start(): void {
    this.homes += 1;
    const home = join(this.folder, `${this.what}-${this.homes}`);
    mkdirSync(home);
    const child = spawn(process.execPath, [join(__dirname, `../${this.what}.cjs`)], {
      env: serviceEnvironment({ ...this.environment, EARSHOT_HOME: home }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.printed = (this.printed + chunk.toString()).slice(-20_000)));
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
  }

  /** kill -9 of the `n`-th. */
  async kill(n: number): Promise<void> {
    const child = [...this.running][n % Math.max(1, this.running.size)];
    if (child !== undefined) await ended(child, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running].map((child) => ended(child, 'SIGTERM')));
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
