import { describeConnectorConformance, type ChannelUnderTest } from '@earshot/connector-kit';
import { MAILBOX } from '@earshot/connectors';
import { describeWithDovecot, startDovecot, type Dovecot } from '../support/dovecot.js';
import { mailText, testKit } from '../support/mailbox-kit.js';
import { externalIdOf } from '../../libs/connectors/src/mailbox/mail-mapper.js';

// Servers start and stop here while other tests keep the machine busy.
const USER = 'anna@shop.example';

interface MailboxUnderTest extends ChannelUnderTest {
  readonly server: Dovecot;
}

async function start(): Promise<MailboxUnderTest> {
  const server = await startDovecot();
  const externalIds: string[] = [];
  for (let day = 1; day <= 5; day += 1) {
    const date = new Date(Date.UTC(2026, 2, day, 9));
    server.deliver(USER, mailText({ id: `m${day}`, subject: `Order ${day}`, date }), 'INBOX', date);
    externalIds.push(
      externalIdOf(
        {
          messageId: `<m${day}@customers.example>`,
          from: { address: 'vera@customers.example', name: null },
          sentAt: date,
          subject: `Order ${day}`,
          contentHash: '',
          tags: [],
        },
        null,
      ),
    );
  }
  return {
    server,
    options: { host: '127.0.0.1', port: server.port, security: 'none', user: USER },
    externalIds,
    kit: testKit(),
    stop: () => server.dispose(),
  };
}

describeWithDovecot('the mailbox connector', () => {
  describeConnectorConformance({
    definition: MAILBOX,
    start,
    addUnreadable: async ({ server }) => server.deliver(USER, 'not a mail\r\n'),
    stall: async ({ server }) => server.freeze(),
    breakDown: ({ server }) => server.stop(),
    traces: async ({ server }) => server.flags(USER),
  });
});
