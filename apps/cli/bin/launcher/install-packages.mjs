import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';

/**
 * Whether node_modules holds exactly what package-lock.json asks for. npm writes what it installed into
 * node_modules/.package-lock.json at the end of every install, so an interrupted one does not pass.
 */
export function packagesMatch(root) {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true && !fitsThisSystem(entry);
    return found.version === entry.version && (entry.integrity === undefined || found.integrity === entry.integrity);
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Packages for other systems are left out by npm; packages of an optional one that was left out have no such mark. */
function fitsThisSystem(entry) {
  const listed = (list, value) => list === undefined || list.includes(value);
  const named = entry.os !== undefined || entry.cpu !== undefined;
  const libc = entry.libc === undefined || process.platform !== 'linux' || entry.libc.includes(libcFamily());
  return named && listed(entry.os, process.platform) && listed(entry.cpu, process.arch) && libc;
}

/** The report is slow with network interfaces in it. */
function libcFamily() {
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/** Installs what package-lock.json names, no more and no less. */
export async function installPackages(root) {
  // Under npm the same npm is used; else the one in the path.
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  await runQuietly('npm ci', command, [...before, 'ci', '--no-audit', '--no-fund', '--include=dev'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
  });
}
