import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

jest.setTimeout(180_000);

/** The builders of a checkout, replaced by ones that only count and copy, so that the launchers can be watched alone. */
const BUILDER = (result: string) => `
  const fs = require('node:fs');
  fs.appendFileSync('builds.txt', '${result}\\n');
  if (fs.existsSync('broken')) { console.error('error TS1005: a semicolon is missing'); process.exit(2); }
  setTimeout(() => {
    fs.mkdirSync(require('node:path').dirname('${result}'), { recursive: true });
    fs.copyFileSync(fs.existsSync('main.js') && '${result}'.endsWith('main.js') ? 'main.js' : 'package.json', '${result}');
  }, 300);`;

/** The program that is started: prints what it was given, or runs until it is asked to stop, counting how often. */
const MAIN = `
  const [command, ...rest] = process.argv.slice(2);
  if (command !== 'start') { process.stdin.pipe(process.stdout); console.log(JSON.stringify([command, ...rest])); process.exitCode = 3; }
  else {
    let asked = 0;
    const stop = () => { asked += 1; setTimeout(() => { require('node:fs').writeFileSync('asked.txt', String(asked)); process.exit(0); }, 800); };
    process.on('SIGINT', stop); process.on('SIGTERM', stop);
    setInterval(() => undefined, 1000);
    console.log('ready ' + process.pid);
  }`;

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'earshot-launch-'));
  folders.push(root);
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  cpSync(join(__dirname, '../../apps/cli/bin'), join(root, 'apps/cli/bin'), { recursive: true });
  write('package.json', '{"name":"checkout"}');
  write('package-lock.json', '{"lockfileVersion":3,"packages":{"":{"name":"checkout"}}}');
  write('node_modules/.package-lock.json', '{"packages":{}}');
  write('node_modules/@nestjs/cli/bin/nest.js', BUILDER('dist/apps/cli/src/main.js'));
  write('node_modules/vite/bin/vite.js', BUILDER('dist/dashboard/index.html'));
  write('main.js', MAIN);
  write('libs/domain/src/index.ts', 'export {};');
  write('apps/dashboard/src/main.tsx', 'export {};');
  return root;
}

function launch(root: string, script: string, args: string[] = []): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'apps/cli/bin', script), ...args], { cwd: root, stdio: 'pipe' });
  children.push(child);
  return child;
}

async function run(root: string, script: string, args: string[] = [], input = '') {
  const child = launch(root, script, args);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const builds = (root: string) =>
  existsSync(join(root, 'builds.txt')) ? readFileSync(join(root, 'builds.txt'), 'utf8').trim().split('\n').sort() : [];
const BOTH = ['dist/apps/cli/src/main.js', 'dist/dashboard/index.html'];

async function started(child: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    const ready = /ready (\d+)/.exec(text);
    if (ready !== null) return Number(ready[1]);
  }
  throw new Error(`the service did not start: ${text}`);
}

async function isGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await delay(50);
  }
}

describe('npm run earshot', () => {
  it('builds once, keeps its progress off standard output, and passes input, arguments and exit code', async () => {
    const root = checkout();
    const first = await run(root, 'earshot.mjs', ['due', '--country', 'FI'], 'a line');
    expect(first).toMatchObject({ code: 3, stdout: '["due","--country","FI"]\na line' });
    expect(first.stderr).toMatch(/Building the server …\n[^]*Building the dashboard: done in \d+ s/);
    const second = await run(root, 'earshot.mjs', ['due'], '');
    expect(second).toEqual({ code: 3, stdout: '["due"]\n', stderr: '' });
    expect(builds(root)).toEqual(BOTH);
  });

  it('builds again only the part whose sources changed', async () => {
    const root = checkout();
    await run(root, 'build.mjs');
    writeFileSync(join(root, 'libs/domain/src/index.spec.ts'), 'a test');
    await run(root, 'build.mjs');
    expect(builds(root)).toEqual(BOTH);
    utimesSync(join(root, 'libs/domain/src/index.ts'), new Date(), new Date(1_000_000_000_000));
    await run(root, 'build.mjs');
    expect(builds(root)).toEqual([BOTH[0], ...BOTH]);
    rmSync(join(root, 'apps/dashboard/src/main.tsx'));
    await run(root, 'build.mjs');
    expect(builds(root)).toEqual([BOTH[0], BOTH[0], BOTH[1], BOTH[1]]);
  });

  it('tells why a build failed, and tries again the next time', async () => {
    const root = checkout();
    writeFileSync(join(root, 'broken'), '');
    const broken = await run(root, 'earshot.mjs', ['due']);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('failed (exit code 2):\nerror TS1005: a semicolon is missing');
    rmSync(join(root, 'broken'));
    expect((await run(root, 'earshot.mjs', ['due'])).code).toBe(3);
  });

  it('builds once when several start at the same time, also after a builder was killed', async () => {
    const root = checkout();
    mkdirSync(join(root, 'dist'));
    const killed = spawn(process.execPath, ['-e', '0']);
    await once(killed, 'exit');
    writeFileSync(join(root, 'dist/.launcher-lock'), String(killed.pid));
    const results = await Promise.all([1, 2, 3].map((n) => run(root, 'earshot.mjs', [String(n)])));
    expect(results.map(({ code, stdout }) => [code, stdout])).toEqual([1, 2, 3].map((n) => [3, `["${n}"]\n`]));
    expect(builds(root)).toEqual(BOTH);
    expect(existsSync(join(root, 'dist/.launcher-lock'))).toBe(false);
  });
});

describe('npm start', () => {
  it('passes one signal on once, however often it comes at the same moment, and waits for the service', async () => {
    const root = checkout();
    const launcher = launch(root, 'start.mjs');
    const service = await started(launcher);
    launcher.kill('SIGINT');
    launcher.kill('SIGINT');
    const [code] = (await once(launcher, 'exit')) as [number];
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'asked.txt'), 'utf8')).toBe('1');
    await isGone(service);
  });

  it('leaves no service behind when it is killed', async () => {
    const root = checkout();
    const launcher = launch(root, 'start.mjs');
    const service = await started(launcher);
    launcher.kill('SIGKILL');
    await isGone(service);
    expect(readFileSync(join(root, 'asked.txt'), 'utf8')).toBe('1');
  });
});

describe('installed packages', () => {
  const matches = async (lock: object, installed: object | null): Promise<boolean> => {
    const root = checkout();
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...lock } }));
    const file = join(root, 'node_modules/.package-lock.json');
    if (installed === null) rmSync(file);
    else writeFileSync(file, JSON.stringify({ packages: installed }));
    const script = `import(${JSON.stringify(join(root, 'apps/cli/bin/launcher/install-packages.mjs'))}).then((m) => console.log(m.packagesMatch(${JSON.stringify(root)})))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: 'pipe' });
    const [answer] = (await once(child.stdout, 'data')) as [Buffer];
    return answer.toString().trim() === 'true';
  };
  const pg = { 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' } };
  const foreign = { 'node_modules/x': { version: '1.0.0', optional: true, os: ['plan9'] } };
  const ours = { 'node_modules/x': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] } };

  it.each([
    ['the same', pg, pg, true],
    ['another version', pg, { 'node_modules/pg': { version: '8.0.1', integrity: 'sha512-b' } }, false],
    ['one that is missing', pg, {}, false],
    ['an interrupted installation', pg, null, false],
    ['one for another system that is missing', { ...pg, ...foreign }, pg, true],
    ['one for this system that is missing', { ...pg, ...ours }, pg, false],
  ])('are recognised: %s', async (_, lock, installed, expected) => {
    expect(await matches(lock, installed)).toBe(expected);
  });
});
