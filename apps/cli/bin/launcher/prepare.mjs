import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPart, changedParts } from './build-parts.mjs';
import { installPackages, packagesMatch } from './install-packages.mjs';
import { withLauncherLock } from './launcher-lock.mjs';

/** The folder of package.json. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/**
 * Makes the checkout ready to run: packages installed, server and dashboard built. Does nothing, quickly, when they are.
 * @param {(line: string) => void} tell progress, one line a step
 */
export async function prepare(tell) {
  if (packagesMatch(root) && changedParts(root).length === 0) return;
  await withLauncherLock(
    join(root, 'dist/.launcher-lock'),
    () => tell('Another process is installing or building; waiting for it …'),
    async () => {
      await install(tell);
      await build(tell);
    },
  );
}

/** Only the packages, for what needs no build. */
export async function prepareTools(tell) {
  if (packagesMatch(root)) return;
  await withLauncherLock(
    join(root, 'dist/.launcher-lock'),
    () => tell('Another process is installing or building; waiting for it …'),
    () => install(tell),
  );
}

async function install(tell) {
  if (packagesMatch(root)) return;
  await timed(tell, 'Installing packages', () => installPackages(root));
}

async function build(tell) {
  const parts = changedParts(root);
  await Promise.all(parts.map((name) => timed(tell, `Building the ${name}`, () => buildPart(root, name))));
}

async function timed(tell, what, work) {
  tell(`${what} …`);
  const started = Date.now();
  await work();
  tell(`${what}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}
