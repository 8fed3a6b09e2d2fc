/**
 * A worker that sends a digest and kills itself (kill -9) at a named step, so that a test can look at what is left behind.
 * Ends with 0 when it has survived: the digest is sent.
 */
require('reflect-metadata');
require('./register-sources.cjs');
const { SmtpMailSender } = require('../../libs/notifications/src/index.ts');
const { PostgresDigestStore } = require('../../libs/persistence/src/index.ts');
const { openDigestWorker } = require('./digest-kit.ts');

const [url, port, nowText, diesAt] = process.argv.slice(2);

const die = (step) => {
  if (step === diesAt) process.kill(process.pid, 'SIGKILL');
};

/** Wraps a method so that the process can die before or after it. */
const fragile = (type, method, name) => {
  const whole = type.prototype[method];
  type.prototype[method] = async function (...args) {
    die(`before ${name}`);
    const result = await whole.apply(this, args);
    die(`after ${name}`);
    return result;
  };
};

async function main() {
  fragile(PostgresDigestStore, 'claimDue', 'it is claimed');
  fragile(PostgresDigestStore, 'take', 'it is taken up');
  fragile(PostgresDigestStore, 'facts', 'it is written');
  fragile(SmtpMailSender, 'send', 'it is handed over');
  fragile(PostgresDigestStore, 'markSent', 'it is marked');
  const claim = PostgresDigestStore.prototype.claimDue;
  PostgresDigestStore.prototype.claimDue = function (now, decide, messageIdOf, handOn) {
    return claim.call(this, now, decide, messageIdOf, async (...args) => {
      die('before it is handed on');
      await handOn(...args);
      die('after it is handed on');
    });
  };
  const worker = await openDigestWorker(url, Number(port), { now: () => new Date(nowText) });
  await worker.desk.tick();
  for (;;) {
    const [{ sent }] = await worker.dataSource.query(
      `select count(*) filter (where state = 'sent') = count(*) as sent from digests`,
    );
    if (sent) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await worker.stop();
}

void main();
