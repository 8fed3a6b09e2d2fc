import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from '@earshot/connectors';
import { loadAssessor } from '@earshot/detection';
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

describe('the detector on the samples', () => {
  async function judged() {
    const assessor = await loadAssessor();
    const { messages } = await readSamples();
    const unhappy = new Map(expected.map((entry) => [entry.id, entry.unhappy]));
    return messages
      .filter(({ kind }) => kind === 'person')
      .map((message) => ({
        id: message.externalId,
        alert: assessor.assess(message).verdict === 'dissatisfied',
        unhappy: unhappy.get(message.externalId) === true,
      }));
  }

  it('agrees with a person on four of five at least', async () => {
    const all = await judged();
    const different = all.filter(({ alert, unhappy }) => alert !== unhappy);
    expect(all.length).toBeGreaterThan(100);
    expect(different.length / all.length).toBeLessThanOrEqual(0.2);
  });

  it('hears the founding example in every language, and leaves joy alone', async () => {
    const all = await judged();
    const alerts = (part: string) => all.filter(({ id }) => id.includes(part)).map(({ id, alert }) => [id, alert]);
    expect(alerts('-founding.')).toHaveLength(6);
    expect(alerts('-founding.').filter(([, alert]) => alert === false)).toEqual([]);
    expect(alerts('-thanks.')).toHaveLength(9);
    expect(alerts('-thanks.').filter(([, alert]) => alert === true)).toEqual([]);
  });
});
