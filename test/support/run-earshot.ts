import { spawn } from 'node:child_process';
import path from 'node:path';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = path.resolve(__dirname, '../..');

/**
 * Runs the command line from its sources, as a process of its own, with nothing of our environment but PATH.
 * @param input what stands on its standard input
 */
export function runEarshot(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<CommandResult> {
  const main = [path.join(root, 'test/support/register-sources.cjs'), path.join(root, 'apps/cli/src/main.ts')];
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--require', 'reflect-metadata', '--require', ...main, ...args],
      {
        cwd: root,
        env: { PATH: process.env['PATH'], ...environment },
        stdio: 'pipe',
      },
    );
    // A command that ends without reading closes the pipe, which is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
