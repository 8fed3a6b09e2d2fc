/**
 * The mailbox tests speak to a real Dovecot. On Debian and its descendants this installs it when it is missing and may be
 * installed (as root); elsewhere it says why those tests will be skipped. Never fails the test run.
 *
 * Run: node test/support/ensure-dovecot.mjs
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = ['dovecot-core', 'dovecot-imapd'];
const APT = '/usr/bin/apt-get';
/** A mirror that does not answer must not hold up the tests. Milliseconds. */
const INSTALL_TIMEOUT_MS = 180_000;

function isInstalled() {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`;
  return spawnSync('dovecot', ['--version'], { env: { ...process.env, PATH: path }, stdio: 'ignore' }).status === 0;
}

function apt(...args) {
  return spawnSync(APT, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
}

/** Resolves what is missing into a sentence, or `null` when Dovecot stands ready. */
export function ensureDovecot() {
  if (isInstalled()) return null;
  if (process.getuid?.() !== 0) return `dovecot is not installed and only root may install ${PACKAGES.join(' and ')}`;
  if (!existsSync(APT)) return `dovecot is not installed and there is no ${APT} to install it with`;
  apt('update');
  const install = apt('install', '--yes', '--no-install-recommends', ...PACKAGES);
  if (isInstalled()) return null;
  const lastLine = (install.stderr ?? '').trim().split('\n').pop();
  return `installing ${PACKAGES.join(' and ')} failed: ${install.error?.message ?? lastLine ?? 'no reason given'}`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const reason = ensureDovecot();
  console.log(
    reason === null ? 'dovecot is installed' : `The tests with a real mail server will be skipped: ${reason}`,
  );
}
