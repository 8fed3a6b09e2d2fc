/**
 * A worker that tests kill: sends what is due for the channels of the house, and dies by SIGKILL before its Nth step. A step is
 * a statement that writes, the commit of what was written, and the request to the receiver, before it and after its answer.
 * Ends with 0 when it has survived.
 */
require('reflect-metadata');
require('./register-sources.cjs');
const { createDataSource } = require('../../libs/persistence/src/index.ts');
const { GuardedHttpClient } = require('../../libs/connector-kit/src/index.ts');
const { beforeStatements } = require('./before-statements.cjs');
const { openChannelDesk } = require('./channel-kit.ts');

const { databaseUrl, now, allowedHost, killAt } = JSON.parse(process.argv[2]);
let steps = 0;
const step = () => {
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
};

async function main() {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 8 }).initialize();
  const writing = new WeakSet();
  beforeStatements(dataSource, (statement, runner) => {
    if (/^\s*(insert|update|delete)\b/i.test(statement)) writing.add(runner);
    else if (statement !== 'commit' || !writing.has(runner)) return;
    step();
  });
  const request = GuardedHttpClient.prototype.request;
  GuardedHttpClient.prototype.request = async function (...args) {
    step();
    const answer = await request.apply(this, args);
    step();
    return answer;
  };
  const { desk, close } = openChannelDesk(dataSource, { now: () => new Date(now) }, [allowedHost]);
  await desk.tick();
  await close();
  await dataSource.destroy();
}

void main();
