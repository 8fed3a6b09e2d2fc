/**
 * How fast a mailbox is read, against the least that reading can cost: fetching the same mails in one command and parsing
 * them with postal-mime; and against the same loop with our own reading of a mail, which shows what the connector itself
 * adds. Prints mails per second and the ratios.
 *
 * Run: node test/bench/mailbox-throughput.cjs [mails] (needs Dovecot)
 */
require('../support/register-sources.cjs');
require('reflect-metadata');
// Only Jest has it; support files name it at the top.
globalThis.describe = Object.assign(() => undefined, { skip: () => undefined });
const { ImapFlow } = require('imapflow');
const { default: PostalMime } = require('postal-mime');
const { readMail } = require('../../libs/connector-kit/src/index.ts');
const { startDovecot } = require('../support/dovecot.ts');
const { mailText, pollAll, testMailbox } = require('../support/mailbox-kit.ts');

const USER = 'bench@shop.example';
const MAILS = Number(process.argv[2] ?? 2000);
const ROUNDS = 3;
const SENTENCE = 'The parcel that I ordered two weeks ago has still not arrived, and nobody answers my letters. ';

function body(index) {
  const own = SENTENCE.repeat(3 + (index % 20));
  const quoted = `> ${SENTENCE}\r\n`.repeat(index % 15);
  return `Hello,\r\n\r\n${own}\r\n\r\nBest regards,\r\nVera\r\n\r\nOn Mon, 2 Mar 2026 at 10:00, Shop <help@shop.example> wrote:\r\n${quoted}`;
}

async function bareLoop(port, parse) {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user: USER, pass: 'secret' },
  });
  await client.connect();
  await client.mailboxOpen('INBOX', { readOnly: true });
  let count = 0;
  for await (const mail of client.fetch('1:*', { uid: true, source: true })) {
    await parse(mail.source);
    count += 1;
  }
  await client.logout();
  return count;
}

async function connector(port) {
  const polled = await pollAll(testMailbox({ port, user: USER }), null, { pageSize: 500 });
  return polled.messages.length;
}

async function perSecond(read) {
  const start = process.hrtime.bigint();
  const count = await read();
  if (count !== MAILS) throw new Error(`read ${count} mails, ${MAILS} were delivered`);
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

async function main() {
  const server = await startDovecot();
  try {
    for (let index = 0; index < MAILS; index += 1)
      server.deliver(USER, mailText({ id: `m${index}`, text: body(index) }));
    const ways = {
      'fetch + postal-mime': () => bareLoop(server.port, (raw) => PostalMime.parse(raw)),
      'fetch + readMail': () => bareLoop(server.port, (raw) => readMail(raw)),
      connector: () => connector(server.port),
    };
    const best = Object.fromEntries(Object.keys(ways).map((name) => [name, 0]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, read] of Object.entries(ways)) best[name] = Math.max(best[name], await perSecond(read));
    for (const [name, rate] of Object.entries(best))
      console.log(
        `${name.padEnd(20)} ${rate.toFixed(0)} mails/s, connector / this = ${(best.connector / rate).toFixed(2)}`,
      );
  } finally {
    await server.dispose();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
