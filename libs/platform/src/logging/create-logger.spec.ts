import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { createLogger } from './create-logger.js';

async function loggedBy(write: (logger: ReturnType<typeof createLogger>) => void, pretty = false): Promise<string> {
  const destination = new PassThrough();
  const written = once(destination, 'data');
  write(createLogger({ level: 'info', pretty }, destination));
  const [first] = (await written) as [Buffer];
  return first.toString() + String(destination.read() ?? '');
}

describe('the log', () => {
  it('is JSON lines with an ISO time, at the level that was asked for', async () => {
    const line = await loggedBy((logger) => {
      logger.debug('not shown');
      logger.child({ sourceId: '7' }).info({ stored: 3 }, 'A page is stored');
    });
    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      pid: process.pid,
      sourceId: '7',
      stored: 3,
      msg: 'A page is stored',
    });
  });

  it('hides secrets that slip in, and what errors carry beside their message', async () => {
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ann@example.org) already exists.',
      config: { headers: { authorization: 'Bearer hunter2' } },
      cause: Object.assign(new Error('inner'), { parameters: ['hunter2'] }),
    });
    const text = await loggedBy((logger) => {
      logger.info({ password: 'hunter2', smtp: { password: 'hunter2' }, req: { headers: { cookie: 'hunter2' } } }, 'x');
      logger.error({ err: refused }, 'refused');
    });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('ann@example.org');
    expect(text).toContain('"code":"23505"');
    expect(text).toContain('"message":"inner"');
  });

  it('is readable lines for people', async () => {
    const line = await loggedBy((logger) => logger.info({ stored: 3 }, 'A page is stored'), true);
    expect(line).toMatch(/INFO.*A page is stored[^]*stored.*3/);
  });
});
