import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROBE = `
  const { chromium } = require('playwright-core');
  const { existsSync } = require('node:fs');
  (async () => {
    const packaged = process.env.EARSHOT_TEST_BROWSER === undefined && process.platform === 'linux' && process.arch === 'x64';
    const installed = [process.env.EARSHOT_TEST_BROWSER, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((path) => path && existsSync(path));
    if (!packaged && !installed) throw new Error('no Chromium is installed; EARSHOT_TEST_BROWSER can name one');
    const { default: chrome } = await import('@sparticuz/chromium');
    const options = packaged ? { executablePath: await chrome.executablePath(), args: chrome.args } : { executablePath: installed };
    await (await chromium.launch(options)).close();
  })().catch((error) => { console.error(error.message); process.exit(1); });`;

/** Makes @sparticuz/chromium unpack and use the libraries that it brings for machines which lack them (NSS, NSPR, expat). */
const WITH_OWN_LIBRARIES = { AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };

/**
 * Starts Chromium once: with the libraries of the system, else with those in its package.
 * @returns {{ environment: Record<string, string>, reason: string | null }} what the browser tests need in their
 *   environment, or why they cannot run here
 */
export function ensureBrowser(root) {
  const first = probe(root, {});
  if (first === null) return { environment: {}, reason: null };
  // The libraries are unpacked only together with the browser.
  rmSync(join(tmpdir(), 'chromium'), { force: true });
  const second = probe(root, WITH_OWN_LIBRARIES);
  if (second === null) return { environment: WITH_OWN_LIBRARIES, reason: null };
  return { environment: {}, reason: `Chromium does not start here: ${first}` };
}

/** @returns {string | null} the telling line of the failure */
function probe(root, environment) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', PROBE], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status === 0) return null;
  const lines = (stderr ?? '').split('\n');
  return lines.find((line) => /error while loading|cannot|no Chromium/.test(line)) ?? lines[0] ?? 'no reason given';
}
