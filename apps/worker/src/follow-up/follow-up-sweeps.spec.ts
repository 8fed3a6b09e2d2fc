import { FollowUpSweeps, type Sweep } from './follow-up-sweeps.js';

const YEARLY = '0 0 0 1 1 *';
const log: string[] = [];
const logger = {
  info: (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`),
  warn: (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`),
};
const sweep = (run: () => Promise<number>, eager = true): Sweep => ({ name: 'deadlines', cron: YEARLY, eager, run });
beforeEach(() => log.splice(0));

describe('the sweeps of a worker', () => {
  it('are done at start and when messages have come in, the eager ones, and not before or after', async () => {
    const ran: string[] = [];
    const eager = sweep(() => Promise.resolve(ran.push('eager')));
    const hourly = sweep(() => Promise.resolve(ran.push('hourly')), false);
    const sweeps = new FollowUpSweeps([eager, hourly], logger);
    sweeps.wake();
    expect(ran).toEqual([]);
    sweeps.start();
    await new Promise(setImmediate);
    sweeps.wake();
    await sweeps.stop();
    sweeps.wake();
    expect(ran).toEqual(['eager', 'eager']);
    expect(log).toHaveLength(2);
  });

  it('are done one at a time, and stopping waits for the one that runs', async () => {
    let finish: (count: number) => void = () => undefined;
    let begun = 0;
    const slow = sweep(() => {
      begun += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    const sweeps = new FollowUpSweeps([slow], logger);
    sweeps.start();
    sweeps.wake();
    sweeps.wake();
    let stopped = false;
    const stopping = sweeps.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect([begun, stopped]).toEqual([1, false]);
    finish(0);
    await stopping;
    expect(log).toEqual([]);
  });

  it('that overlap are begun again while one waits, and stopping waits for all of them', async () => {
    const finish: ((count: number) => void)[] = [];
    const slow = { ...sweep(() => new Promise<number>((resolve) => finish.push(resolve))), overlapping: true };
    const sweeps = new FollowUpSweeps([slow], logger);
    sweeps.start();
    sweeps.wake();
    expect(finish).toHaveLength(2);
    let stopped = false;
    const stopping = sweeps.stop().then(() => (stopped = true));
    finish[1]?.(0);
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    finish[0]?.(0);
    await stopping;
  });

  it('that fail are told and done again', async () => {
    let turn = 0;
    const failing = sweep(() =>
      turn++ === 0 ? Promise.reject(new Error('the database is away')) : Promise.resolve(3),
    );
    const sweeps = new FollowUpSweeps([failing], logger);
    sweeps.start();
    await new Promise(setImmediate);
    sweeps.wake();
    await sweeps.stop();
    expect(log).toEqual([
      'a sweep failed {"sweep":"deadlines","error":"the database is away"}',
      'a sweep has found something {"sweep":"deadlines","count":3}',
    ]);
  });
});
