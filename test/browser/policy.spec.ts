import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/accessibility-faults.js';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

jest.setTimeout(120_000);

describe('the standards and calendars', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  const show = async (role: 'agent' | 'manager' = 'manager', options = {}): Promise<Page> => {
    api = await stage.serve({ role });
    api.addCases(A_MORNING.slice(0, 2));
    const page = await stage.show('/standards', options);
    await text(page).waitFor();
    return page;
  };
  const text = (page: Page) => page.getByRole('textbox', { name: 'Policy' });
  const edit = async (page: Page, from: string, to: string): Promise<void> =>
    text(page).fill((await text(page).inputValue()).replace(from, to));

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'show what a change would move, and how far, before it is saved: in %s, %d wide',
    async (colorScheme, width) => {
      const page = await show('manager', { colorScheme, viewport: { width, height: 800 } });
      api.policy.preview = {
        running: 4,
        earlier: 1,
        later: 0,
        overdueAtOnce: 1,
        moves: [
          {
            caseId: '1',
            taskId: '170',
            kind: 'answer',
            from: '2026-11-26T15:00:00Z',
            to: '2026-11-25T15:00:00Z',
            workingMinutes: -480,
          },
        ],
        warnings: [],
      };
      await edit(page, '3 working days', '2 working days');
      await page.getByRole('button', { name: 'Show what would move' }).click();
      await page.getByText('1 would be overdue at once.').waitFor();
      expect(await page.getByRole('row').last().innerText()).toMatch(/Case 1.*26 Nov.*25 Nov.*−8 hours/s);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(api.policy.versions).toHaveLength(1);
    },
  );

  it('are shown with what can be saved but is hardly meant', async () => {
    const page = await show('manager');
    api.policy.preview = {
      ...api.policy.preview,
      warnings: [{ path: 'standards[1].match', message: "'Never' is never used: 'All' always comes before it" }],
    };
    await edit(page, '3 working days', '2 working days');
    await page.getByRole('button', { name: 'Show what would move' }).click();
    await page.getByText('This can be saved, but is hardly meant:').waitFor();
    await page.getByText("'Never' is never used").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('are saved as a version, and an earlier one comes back', async () => {
    const page = await show();
    await edit(page, '3 working days', '2 working days');
    await page.getByRole('textbox', { name: 'Why' }).fill('Christmas');
    await page.getByRole('button', { name: 'Save' }).click();
    const versions = page.getByRole('region', { name: 'Versions' });
    await versions.getByText('Christmas').waitFor();
    await versions.getByRole('button', { name: 'Restore: The configuration’s files' }).click();
    await versions.getByText('Version 2').waitFor();
    expect(await text(page).inputValue()).toContain('3 working days');
  });

  it('name every fault with its place', async () => {
    const page = await show();
    await edit(page, 'Europe/Helsinki', 'Europe/Nowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('calendars[0].zone').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await text(page).fill('a: [');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('The text cannot be read').waitFor();
  });

  it('are not saved over a colleague’s version without a second look', async () => {
    const page = await show();
    await edit(page, '3 working days', '2 working days');
    api.policy.saveElsewhere();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Somebody has saved another version').waitFor();
    await page.getByRole('region', { name: 'Versions' }).getByText('From another desk').waitFor();
    expect(await text(page).inputValue()).toContain('2 working days');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The policy is in force').waitFor();
    expect(api.policy.versions).toHaveLength(3);
  });

  it('keep what was typed when the page is left, and put it over nobody’s version unseen', async () => {
    const page = await show();
    await edit(page, '3 working days', '2 working days');
    await page.getByRole('textbox', { name: 'Why' }).fill('Christmas');
    await page.goto(`${api.url}/alerts`);
    api.policy.saveElsewhere();
    await page.goto(`${api.url}/standards`);
    await page.getByRole('region', { name: 'Versions' }).getByText('From another desk').waitFor();
    expect(await text(page).inputValue()).toContain('2 working days');
    expect(await page.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('Christmas');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Somebody has saved another version').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The policy is in force').waitFor();
    await page.reload();
    await page.getByRole('textbox', { name: 'Why' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('');
  });

  it('are read by everybody and changed by managers alone', async () => {
    const page = await show('agent');
    expect(await text(page).getAttribute('readonly')).not.toBeNull();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Standards' }).count()).toBe(0);
  });
});
