import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import { eventually } from '../support/eventually.js';
import { fakeSource, SOURCES } from '../support/fake-data.js';

jest.setTimeout(120_000);

/** Half past two in Helsinki, where the reader is. */
const UNTIL = '2031-03-03T12:30:00.000Z';
const REASON = `The budget of requests told by the service to forum.example is spent until ${UNTIL}. It is asked again then.`;
const TOLD = { scope: 'host' as const, name: 'told by the service', host: 'forum.example' };

describe('the health of a source', () => {
  const stage = dashboardStage();

  const show = async (path: string, held: { budget: typeof TOLD | null }, options = {}): Promise<Page> => {
    const api = await stage.serve({ role: 'ops' });
    const source = fakeSource({
      ...{ ...SOURCES.forum, state: 'healthy' as const },
      held: { until: UNTIL, reason: REASON, ...held },
    });
    const polls = source.polls.map((poll, index) =>
      index === 0 ? { ...poll, outcome: 'interrupted' as const, error: REASON } : poll,
    );
    const budgets = [{ ...TOLD, allowed: 1, spent: 1, resetsAt: UNTIL, sharedBy: 2 }];
    api.addSources([{ ...source, polls, budgets }]);
    return stage.show(path, { locale: 'en-GB', ...options });
  };

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('names what holds it back, and until when: in %s, %d wide', async (colorScheme, width) => {
    const page = await show(
      `/sources/${SOURCES.forum.id}`,
      { budget: TOLD },
      { colorScheme, viewport: { width, height: 800 } },
    );
    const health = page.getByRole('region', { name: 'Health' });
    await health.getByText('The allowance that all sources share for forum.example is used up.').waitFor();
    expect(await health.innerText()).toMatch(/Held back until .*2031, 14:30\./);
    expect(await page.getByRole('region', { name: 'Allowances used' }).innerText()).toMatch(
      /told by the service.*forum\.example\s+Used up · 1 of 1 used.*shared by sources: 2/s,
    );
    const readings = await page.getByRole('region', { name: 'Latest readings' }).innerText();
    expect(readings).toMatch(/is spent until .*2031, 14:30\. It is asked again then\./);
    expect(readings).not.toContain(UNTIL);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('tells in the list, too, what the service said where no allowance is kept', async () => {
    const page = await show('/sources', { budget: null });
    await page.getByText('Held back until').waitFor();
    const list = await page.getByRole('main').innerText();
    expect(list).toMatch(/Held back until .*14:30\. The budget .*14:30\. It is/);
    expect(list).toContain('Waiting');
    expect(list).not.toContain('Healthy');
  });

  it('calls no source healthy that was never read', async () => {
    const api = await stage.serve({ role: 'ops' });
    const source = fakeSource({ ...SOURCES.forum, state: 'healthy' });
    api.addSources([{ ...source, lastSuccessAt: null }]);
    const page = await stage.show('/sources', { locale: 'en-GB' });
    await page.getByText('Not read yet', { exact: true }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('Healthy');
  });

  it('shows on a phone that there is more of its account, which the keyboard reaches', async () => {
    const page = await show(
      `/sources/${SOURCES.forum.id}`,
      { budget: null },
      { viewport: { width: 320, height: 800 } },
    );
    const account = page.getByRole('group', { name: 'Account by day' });
    await account.focus();
    const focused = (what: string) => page.evaluate(`(({ activeElement: focused }) => ${what})(document)`);
    expect(await focused('focused.scrollWidth > focused.clientWidth')).toBe(true);
    expect(await focused('getComputedStyle(focused).backgroundAttachment')).toBe('local, local, scroll, scroll');
    await page.keyboard.press('ArrowRight');
    await eventually(async () => expect(await focused('focused.scrollLeft > 0')).toBe(true));
  });
});
