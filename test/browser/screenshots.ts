import fs from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../support/browser.js';
import { builtDashboard } from '../support/dashboard-build.js';
import { ACCOUNT_SCREENS } from './screens/account-screens.js';
import { ADMIN_SCREENS } from './screens/admin-screens.js';
import { BOARD_SCREENS } from './screens/board-screens.js';
import { CASE_SCREENS } from './screens/case-screens.js';
import { CUSTOMER_SCREENS } from './screens/customer-screens.js';
import { MANAGER_SCREENS } from './screens/manager-screens.js';
import { MESSAGE_SCREENS } from './screens/message-screens.js';
import { photograph, SIZES } from './screens/photograph.js';
import type { Screen } from './screens/screen.js';
import { SOURCE_SCREENS } from './screens/source-screens.js';

/**
 * Photographs every screen of the dashboard, wide and on a phone, light and dark, into test/screenshots. Run by
 * `npm run screenshots`; names on the command line choose some: `npm run screenshots -- board case`.
 */
const SCREENS: readonly Screen[] = [
  ...ACCOUNT_SCREENS,
  ...BOARD_SCREENS,
  ...CASE_SCREENS,
  ...MESSAGE_SCREENS,
  ...CUSTOMER_SCREENS,
  ...MANAGER_SCREENS,
  ...ADMIN_SCREENS,
  ...SOURCE_SCREENS,
];

const folder = path.resolve(__dirname, '../screenshots');

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const screens = SCREENS.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const dashboard = await builtDashboard();
  await fs.mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const screen of screens)
      for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
        for (const colorScheme of ['light', 'dark'] as const)
          await photograph(browser, dashboard, screen, { size, colorScheme }, folder);
  } finally {
    await browser.close();
  }
  console.log(`${screens.length * 4} pictures in ${folder}`);
}

void main();
