/**
 * A worker that tests kill: sweeps once, or releases the mails that were held, with mails handed to the job queue, and dies
 * by SIGKILL before its Nth statement (the commit counts as one). Ends with 0 when it has survived.
 */
require('reflect-metadata');
require('./register-sources.cjs');
const {
  createDataSource,
  PostgresEscalationStore,
  PostgresNotificationStore,
} = require('../../libs/persistence/src/index.ts');
const { EscalationDesk } = require('../../libs/follow-up/src/index.ts');
const { PgBossJobQueue } = require('../../libs/platform/src/index.ts');
const { beforeStatements } = require('./before-statements.cjs');
const { shippedPolicy } = require('./sweep-kit.ts');

const [url, nowText, killAt, deed = 'sweep'] = process.argv.slice(2);
const now = new Date(nowText);
let statements = 0;
const step = () => {
  statements += 1;
  if (statements === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};

async function main() {
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  beforeStatements(dataSource, step);
  const silent = { info() {}, warn() {}, error() {} };
  const queue = new PgBossJobQueue({ connectionString: url, names: ['send-notification'], logger: silent });
  const handOn = async (userIds, transaction) => {
    for (const userId of userIds) await queue.send('send-notification', { userId }, {}, transaction);
  };
  const policy = shippedPolicy(now);
  const desk = new EscalationDesk(
    new PostgresEscalationStore(dataSource),
    () => policy,
    handOn,
    { now: () => now },
    silent,
  );
  if (deed === 'sweep') await desk.tick();
  else await new PostgresNotificationStore(dataSource).release(now, handOn);
  await queue.stop(1_000);
  await dataSource.destroy();
}

void main();
