import { command } from './due.js';

const CALL = '--country FI --zone Europe/Helsinki --hours 09:00-17:00 --days mon-fri --working-days 3 --received';

/** What the command writes to standard output and returns. */
async function run(call: string): Promise<{ code: number; out: string }> {
  let out = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await command(call.split(' ')), out };
  } finally {
    write.mockRestore();
  }
}

describe('earshot due', () => {
  it('prints the due time with the offset of the zone', async () => {
    expect(await run(`${CALL} 2026-12-23T15:00:00+02:00`)).toEqual({ code: 0, out: '2026-12-30T17:00:00+02:00\n' });
  });

  it('prints the steps below it when asked to explain', async () => {
    const { out } = await run(`${CALL} 2026-12-04T18:40 --explain`);
    expect(out.split('\n')).toEqual([
      '2026-12-10T17:00:00+02:00',
      '  Fri 18:40 after closing → counts as Mon 7 Dec',
      '  Tue 8 Dec day 1',
      '  Wed 9 Dec day 2',
      '  Thu 10 Dec day 3, due 17:00',
      '',
    ]);
  });

  it('names the options that are wrong, as they were typed', async () => {
    await expect(
      run('--country FI --zone Europe/Helsinki --hours 09:00-17:00 --days mon-fri --working-days x --received now'),
    ).rejects.toMatchObject({
      faults: [{ path: '--working-days', message: expect.stringContaining("here stands 'x'") as string }],
    });
  });

  it('refuses options that it does not know', async () => {
    const error = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await run('--county FI')).toEqual({ code: 2, out: '' });
    error.mockRestore();
  });
});
