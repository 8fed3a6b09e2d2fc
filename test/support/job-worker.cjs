/**
 * A worker that tests kill: each job writes its first effect, waits a moment, and writes the second. Says "working" when
 * it has begun, and works until it is told to end.
 */
require('./register-sources.cjs');
const { setTimeout: delay } = require('node:timers/promises');
const { PgBossJobQueue } = require('../../libs/platform/src/index.ts');

const silent = { info() {}, warn() {}, error() {} };
const queue = new PgBossJobQueue({
  connectionString: process.argv[2],
  names: ['work'],
  logger: silent,
  idleMs: 50,
  orphanSeconds: 1,
});
queue.handle(
  'work',
  async (job, transaction) => {
    await transaction.query('insert into effect (job, step) values ($1, 1)', [job.data.number]);
    await delay(Math.random() * 60);
    await transaction.query('insert into effect (job, step) values ($1, 2)', [job.data.number]);
  },
  { concurrency: 4 },
);
process.once('SIGTERM', () => void queue.stop(5_000).then(() => process.exit(0)));
void queue.start().then(() => process.stdout.write('working\n'));
