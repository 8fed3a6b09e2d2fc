/**
 * A worker that sends replies and kills itself (kill -9) at a named step, so that a test can look at what is left behind.
 * Says "working" when it has begun; without a step it works until it is told to end.
 */
require('reflect-metadata');
require('./register-sources.cjs');
const { AddressGuard, GuardedHttpClient } = require('../../libs/connector-kit/src/index.ts');
const { MAILBOX } = require('../../libs/connectors/src/mailbox/mailbox-definition.ts');
const { ReplySending, registerReplies, REPLY_JOB, SENDING_SCHEDULE } = require('../../libs/follow-up/src/index.ts');
const { createDataSource, PostgresReplyStore } = require('../../libs/persistence/src/index.ts');
const { PgBossJobQueue, SystemClock } = require('../../libs/platform/src/index.ts');
const { replyChannels } = require('../../apps/worker/src/replying/reply-channels.ts');

const { databaseUrl, options, diesAt } = JSON.parse(process.argv[2]);

const die = (step) => {
  if (step === diesAt) process.kill(process.pid, 'SIGKILL');
};

/** Wraps a method so that the process can die before or after it. */
const fragile = (object, method, name) => {
  const whole = object[method].bind(object);
  object[method] = async (...args) => {
    die(`before ${name}`);
    const result = await whole(...args);
    die(`after ${name}`);
    return result;
  };
};

async function main() {
  const guard = new AddressGuard(['127.0.0.1']);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const kit = {
    http: new GuardedHttpClient(guard),
    network: guard,
    logger: silent,
    now: () => new Date(),
    secrets: { password: 'secret' },
    saveSecrets: async () => undefined,
  };
  const store = new PostgresReplyStore(await createDataSource({ url: databaseUrl, poolSize: 8 }).initialize());
  fragile(store, 'begin', 'it is marked as being sent');
  const record = store.record.bind(store);
  store.record = async (replyId, outcome, at, afterwards) => {
    await record(replyId, outcome, at, async (...args) => {
      await afterwards(...args);
      die('while it is recorded');
    });
    if (outcome.kind === 'accepted') die('after it is recorded');
  };
  const open = () => {
    const connector = MAILBOX.create(MAILBOX.options.parse(options), kit);
    fragile(connector, 'reply', 'the mail is handed over');
    fragile(connector, 'keepReply', 'its copy is kept');
    return connector;
  };
  const queue = new PgBossJobQueue({
    connectionString: databaseUrl,
    names: [REPLY_JOB],
    logger: silent,
    idleMs: 50,
    orphanSeconds: 1,
  });
  const channels = replyChannels({ open }, { find: async (id) => ({ id }) });
  const schedule = { ...SENDING_SCHEDULE, firstLookMs: 300 };
  registerReplies(queue, new ReplySending(store, channels, queue, new SystemClock(), schedule));
  process.once('SIGTERM', () => void queue.stop(5_000).then(() => process.exit(0)));
  await queue.start();
  process.stdout.write('working\n');
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
