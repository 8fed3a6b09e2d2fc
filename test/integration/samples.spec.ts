import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from '@earshot/connectors';
import type { IncomingMessage, SeenReply } from '@earshot/domain';
import { parse } from 'yaml';
import { connectorKit } from '../support/connector-kit.js';

interface Expected {
  readonly id: string;
  readonly kind: string;
  readonly unhappy: boolean;
  readonly language: string;
}

const ROOT = join(__dirname, '../..');
const NOW = new Date('2027-03-01T12:00:00Z');

const expected = parse(readFileSync(join(ROOT, 'test/fixtures/samples/expected.yaml'), 'utf8')) as Expected[];

async function readSamples() {
  const options = {
    path: join(ROOT, 'config/samples'),
    ownAddresses: ['service@harbour-bank.example'],
    shiftDatesToToday: true,
  };
  const connector = FOLDER.create(FOLDER.options.parse(options), connectorKit([], { now: () => NOW }));
  const messages: IncomingMessage[] = [];
  const replies: SeenReply[] = [];
  let rejected = 0;
  const limits = { pageSize: 50, maxItemBytes: 1_000_000, since: null };
  for await (const page of connector.poll(null, limits, new AbortController().signal)) {
    messages.push(...page.messages);
    replies.push(...page.replies);
    rejected += page.rejected.length;
  }
  await connector.close();
  return { messages, replies, rejected };
}

describe('the sample source', () => {
  it('is read whole, each message as what it is', async () => {
    const { messages, replies, rejected } = await readSamples();
    expect(rejected).toBe(0);
    const kinds = [
      ...messages.map(({ externalId, kind }) => [externalId, kind]),
      ...replies.map(({ externalId }) => [externalId, 'own']),
    ];
    expect(Object.fromEntries(kinds)).toEqual(Object.fromEntries(expected.map(({ id, kind }) => [id, kind])));
  });

  it('looks as if the week had just passed', async () => {
    const { messages } = await readSamples();
    const ages = messages.map(({ sentAt }) => (NOW.getTime() - sentAt.getTime()) / 86_400_000);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(Math.min(...ages)).toBeLessThan(0.1);
    expect(Math.max(...ages)).toBeLessThan(7);
  });

  it('comes in every alphabet without a damaged letter', async () => {
    const { messages } = await readSamples();
    const damaged = messages.filter(({ text, subject, author }) => /\uFFFD/.test(`${text}${subject}${author.name}`));
    expect(damaged.map(({ externalId }) => externalId)).toEqual([]);
    const own = messages.find(({ externalId }) => externalId.startsWith('<ru-cp1251-undeclared'));
    expect(own?.text).toContain('Когда будет произведена выплата???');
  });

  it('keeps quoted anger apart from calm words', async () => {
    const { messages } = await readSamples();
    const calm = messages.find(({ externalId }) => externalId.startsWith('<fi-quoted-anger'));
    expect(calm?.text).toContain('kiitos avusta');
    expect(calm?.text).not.toContain('hävytöntä');
    expect(calm?.quoted).toContain('hävytöntä');
  });

  it('shows one answered case in each channel', async () => {
    const { messages, replies } = await readSamples();
    const channelOf = new Map(messages.map(({ externalId, channel }) => [externalId, channel]));
    const answered = replies.flatMap(({ answers }) => answers.map((id) => channelOf.get(id)));
    expect(new Set(answered)).toEqual(new Set(['email', 'review', 'social']));
  });
});
