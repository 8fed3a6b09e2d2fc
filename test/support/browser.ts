import fs from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where distributions install the browser; the first that exists is taken when the packaged one does not run. */
const INSTALLED = [
  process.env['EARSHOT_TEST_BROWSER'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts Chromium: the one named by EARSHOT_TEST_BROWSER, else the one inside @sparticuz/chromium (Linux, x64), else one
 * that is installed.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['EARSHOT_TEST_BROWSER'];
  if (named === undefined && process.platform === 'linux' && process.arch === 'x64') return launchPackaged();
  const executablePath = INSTALLED.find((path) => path !== undefined && fs.existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      `No Chromium was found at ${INSTALLED.filter(Boolean).join(', ')}: install one or name it in EARSHOT_TEST_BROWSER`,
    );
  return chromium.launch({ executablePath });
}

/**
 * The package proposes flags for a cloud function: one process, no web security. Tests open many windows and want the
 * browser that people have, so they take none of them; only the sandbox is off, because it does not run as root.
 */
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

async function launchPackaged(): Promise<Browser> {
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: FLAGS });
}
