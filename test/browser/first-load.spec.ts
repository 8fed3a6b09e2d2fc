import { gzipSync } from 'node:zlib';
import { dashboardStage } from '../support/dashboard-stage.js';
import type { FakeApi } from '../support/fake-api.js';
import { A_MORNING } from '../support/fake-cases.js';

/** What a person on a slow line is made to wait for at most. */
const MOST_SCRIPT_BYTES = 250_000;

describe('the first load', () => {
  const stage = dashboardStage();
  let api: FakeApi;

  beforeEach(async () => {
    api = await stage.serve();
    api.addCases(A_MORNING);
  });

  it('of the board carries at most 250 kB of script, gzipped', async () => {
    const { page } = await stage.window();
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(`${api.url}/alerts`);
    await page.getByRole('link', { name: /Pekka/ }).waitFor();
    const sizes = await Promise.all(scripts);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_SCRIPT_BYTES);
  });

  it('asks nobody but its own server', async () => {
    const { page } = await stage.window();
    const strangers: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(api.url)) strangers.push(request.url());
    });
    await page.goto(`${api.url}/cases/1`);
    await page.getByRole('article').first().waitFor();
    expect(strangers).toEqual([]);
  });
});
