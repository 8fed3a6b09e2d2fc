import { AxeBuilder } from '@axe-core/playwright';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 A and AA with all that came before it, and what axe holds for good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 A and AA and its best practices, as lines that a person can act on; `except` names its rules. */
export async function accessibilityFaults(page: Page, except: readonly string[] = []): Promise<string[]> {
  const violations = await (page.frames().length === 1 ? ofOnePage(page, except) : ofPageWithFrames(page, except));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Asks axe in the page itself, and for faults alone: that takes a fourth of the time of collecting all it looked at. */
async function ofOnePage(page: Page, except: readonly string[]): Promise<AxeResults['violations']> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: { type: 'tag', values: TAGS },
    rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  };
  return page.evaluate<AxeResults['violations']>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
}

/** Frames with an origin of their own are examined one by one. */
async function ofPageWithFrames(page: Page, except: readonly string[]): Promise<AxeResults['violations']> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(TAGS)
    .disableRules([...except])
    .analyze();
  return violations;
}
