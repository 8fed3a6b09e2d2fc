import type { RunningEpisode, SpikeKind, UnusualRise } from '@earshot/domain';
import { episodeChanges } from './episodes.js';
import { unusualRise } from './unusual-rise.js';
import { wordSeries } from './word-series.js';

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const rise = (kind: SpikeKind, key: string, messageIds: string[], usual = 0): UnusualRise => ({
  kind,
  key,
  hours: 6,
  count: messageIds.length,
  before: [],
  usual,
  messageIds,
});
const told = (rises: UnusualRise[], running: RunningEpisode[] = []) =>
  episodeChanges(rises, running).opened.map(({ rise: { kind, key }, also }) => [
    `${kind} ${key}`,
    ...also.map((one) => `${one.kind} ${one.key}`),
  ]);
const forum: RunningEpisode = {
  id: '1',
  kind: 'source',
  key: '7',
  also: [{ kind: 'topic', key: 'payment' }],
  messageIds: ids(1, 14),
};

describe('one happening', () => {
  it('is told once, as the source that holds it all, with the topics and a few words beside it', () => {
    const words = ['terminal', 'card', 'till', 'queue'].map((key) => rise('word', key, ids(1, 12)));
    const topics = [rise('topic', 'payment', ids(1, 8)), rise('topic', 'product-quality', ids(7, 14))];
    expect(told([...words, ...topics, rise('source', '7', ids(1, 14))])).toEqual([
      ['source 7', 'topic payment', 'topic product-quality', 'word terminal', 'word card', 'word till'],
    ]);
  });

  it('over several sources is told as the topic that holds it', () => {
    const sources = [
      rise('source', '7', ids(1, 10)),
      rise('source', '8', ids(11, 20)),
      rise('source', '9', ids(21, 30)),
    ];
    expect(told([...sources, rise('topic', 'website', ids(1, 30))])[0]?.[0]).toBe('topic website');
    expect(told([...sources, rise('topic', 'website', ids(1, 30))])).toHaveLength(1);
  });

  it('is told as a word where nothing else rises', () => {
    expect(told([rise('word', 'terminal', ids(1, 9))])).toEqual([['word terminal']]);
  });

  it('is another than one of other messages at the same time', () => {
    const leads = told([rise('source', '7', ids(1, 14)), rise('topic', 'staff', ids(10, 30))]).map(([lead]) => lead);
    expect(leads.sort()).toEqual(['source 7', 'topic staff']);
  });

  it('that is found in another series later joins the episode that runs', () => {
    const { opened, seen } = episodeChanges([rise('topic', 'product-quality', ids(3, 16))], [forum]);
    expect(opened).toEqual([]);
    expect(seen).toEqual([
      {
        id: '1',
        rise: null,
        also: [
          { kind: 'topic', key: 'payment' },
          { kind: 'topic', key: 'product-quality' },
        ],
        messageIds: ids(3, 16),
      },
    ]);
  });

  it('goes on under its own name when all of its messages are new', () => {
    const { opened, seen } = episodeChanges(
      [rise('source', '7', ids(20, 40)), rise('word', 'till', ids(20, 39))],
      [forum],
    );
    expect(opened).toEqual([]);
    expect(seen[0]?.rise?.count).toBe(21);
  });

  it('of which nothing was told is told although its source is in an episode of other messages', () => {
    const rises = [rise('source', '7', ids(20, 40)), rise('topic', 'staff', ids(20, 36))];
    expect(told(rises, [forum])).toEqual([['topic staff', 'source 7']]);
  });
});

describe('the words of a happening', () => {
  const said = (text: string) =>
    wordSeries(
      Array.from({ length: 14 }, (_, i) => ({ messageId: String(i + 1), week: 0, text, author: `a${i}` })),
      6,
      8,
    );

  it.each([
    ['en', 'This is outrageous, the terminal would not take my card', ['terminal', 'card']],
    ['fi', 'Tämä on törkeää, maksupääte ei ottanut korttia', ['maksupääte', 'ottanut', 'korttia']],
    ['lv', 'Tas ir briesmīgi, maksājumu terminālis nestrādā', ['maksājumu', 'terminālis', 'nestrādā']],
    ['sl', 'To je nezaslišano, plačilni terminal ne dela', ['plačilni', 'terminal', 'dela']],
    ['id', 'Sangat mengecewakan, mesin kartu rusak', ['mesin', 'kartu', 'rusak']],
    ['ru', 'Это просто безобразие, терминал сломан', ['терминал', 'сломан']],
  ])('in %s are none of tone, and none that only join others', (_, text, words) => {
    expect(said(text).map(({ key }) => key)).toEqual(words);
  });

  it.each([
    ['en', 'This is outrageous, the terminal would not take my card'],
    ['fi', 'Tämä on törkeää, maksupääte ei ottanut korttia'],
    ['ru', 'Это просто безобразие, терминал сломан'],
  ])('of fourteen messages in %s, with a source and two topics, make one episode', (_, text) => {
    const words = said(text)
      .map(unusualRise)
      .filter((one) => one !== null);
    expect(words.length).toBeGreaterThan(1);
    const rises = [
      rise('source', '7', ids(1, 14)),
      rise('topic', 'payment', ids(1, 14)),
      rise('topic', 'product-quality', ids(1, 14)),
      ...words,
    ];
    const all = told(rises);
    expect(all).toHaveLength(1);
    expect(all[0]?.slice(0, 3)).toEqual(['source 7', 'topic payment', 'topic product-quality']);
  });
});
