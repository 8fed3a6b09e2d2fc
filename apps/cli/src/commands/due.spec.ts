import { Readable } from 'node:stream';
import { answerLines, command } from './due.js';

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
    await expect(run('--county FI')).rejects.toThrow("Unknown option '--county'");
  });

  it('answers lines in their order, goes on after a wrong one, and then says so', async () => {
    const house = { country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00', days: 'mon-fri', workingDays: 1 };
    const lines = [
      JSON.stringify({ ...house, received: '2026-12-23T15:00' }),
      'not json',
      '',
      JSON.stringify({ ...house, received: '2026-12-28T15:00' }),
    ];
    const written: string[] = [];
    const write = async (text: string) => void written.push(text);
    expect(await answerLines(Readable.from([lines.join('\n')]), false, write)).toBe(1);
    expect(written).toEqual([
      '{"due":"2026-12-28T17:00:00+02:00"}\n',
      expect.stringMatching(/^\{"error":"The line is not JSON: .*","line":2\}\n$/),
      '{"due":"2026-12-29T17:00:00+02:00"}\n',
    ]);
    expect(await answerLines(Readable.from([lines[0]!]), false, write)).toBe(0);
  });

  it('says once which fields it does nothing with, and where each first stood', async () => {
    const given = { country: 'DE', zone: 'Europe/Berlin', hours: '09:00-17:00', days: 'mon-fri', workingDays: 1 };
    const lines = [{}, { id: 7, regoin: 'BY' }, { id: 8, regoin: 'BE' }].map((more) =>
      JSON.stringify({ ...given, ...more, received: '2026-08-14T10:00:00+02:00' }),
    );
    const remarks: string[] = [];
    const out: string[] = [];
    const code = await answerLines(
      Readable.from([lines.join('\n')]),
      false,
      async (text) => void out.push(text),
      (text) => remarks.push(text),
    );
    expect(remarks).toEqual([
      "line 2: 'id' is no field of a case and is left aside, here and below",
      "line 2: 'regoin' is no field of a case and is left aside, here and below",
    ]);
    expect([code, out.length]).toEqual([0, 3]);
  });
});
