import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../..');
const sources = ['apps/dashboard', 'package-lock.json'].map((name) => path.join(root, name));
const built = path.join(root, 'dist/dashboard');
const lock = path.join(root, 'dist/.dashboard-build');

/** A build takes some seconds; a lock older than this was left by a process that was killed. */
const LOCK_EXPIRES_MS = 120_000;

/** The folder of the built dashboard, built anew when its sources are newer. Test files that run at once build it once. */
export async function builtDashboard(): Promise<string> {
  for (;;) {
    if (isFresh()) return built;
    if (takeLock()) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await build();
  } finally {
    fs.rmSync(lock, { force: true });
  }
  return built;
}

async function build(): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const config = path.join(root, 'apps/dashboard/vite.config.ts');
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', config, '--logLevel', 'warn'], { cwd: root });
}

function isFresh(): boolean {
  const index = path.join(built, 'index.html');
  return !fs.existsSync(lock) && fs.existsSync(index) && fs.statSync(index).mtimeMs >= Math.max(...sources.map(newest));
}

function newest(file: string): number {
  const stat = fs.statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...fs.readdirSync(file).map((name) => newest(path.join(file, name))));
}

function takeLock(): boolean {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  try {
    fs.closeSync(fs.openSync(lock, 'wx'));
    return true;
  } catch {
    const held = fs.statSync(lock, { throwIfNoEntry: false });
    if (held !== undefined && Date.now() - held.mtimeMs > LOCK_EXPIRES_MS) fs.rmSync(lock, { force: true });
    return false;
  }
}
