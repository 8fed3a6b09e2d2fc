import type { EpisodeChanges, RunningEpisode, SpikeEpisode, SpikeSubject, UnusualRise } from '@earshot/domain';

/** Series that have more than this share of the smaller one's messages in common tell of one happening. */
const COMMON_SHARE = 0.5;
/** An episode is named by its source or topic and a few words: more words than this tell nothing more. */
const MOST_WORDS = 3;

/** Rises of mostly the same messages. */
interface Happening {
  readonly rises: readonly UnusualRise[];
  readonly messageIds: ReadonlySet<string>;
}

/**
 * What a look changes: one happening rises as a source, as topics and as many words at once, and is told once. A happening
 * of mostly the same messages as a running episode belongs to it, whatever its series are called; so does one whose series
 * the running episodes name already. What is left opens an episode under its most telling series.
 */
export function episodeChanges(rises: readonly UnusualRise[], running: readonly RunningEpisode[]): EpisodeChanges {
  const opened: SpikeEpisode[] = [];
  const seen = new Map<string, EpisodeChanges['seen'][number]>();
  for (const happening of happenings(rises)) {
    const of = running.filter((episode) => belongs(happening, episode));
    for (const { id, kind, key, also } of of) {
      const before = seen.get(id);
      const rise = happening.rises.find((one) => same(one, { kind, key })) ?? before?.rise ?? null;
      seen.set(id, {
        id,
        rise,
        also: named([...(before?.also ?? also), ...happening.rises], { kind, key }),
        messageIds: [...new Set([...(before?.messageIds ?? []), ...happening.messageIds])],
      });
    }
    if (of.some(({ messageIds }) => overlaps(new Set(messageIds), happening.messageIds))) continue;
    const rise = mostTelling(happening.rises.filter((one) => !running.some((episode) => names(episode, one))));
    const onlyWords = happening.rises.every(({ kind }) => kind === 'word');
    if (rise === null || (rise.kind === 'word' && !onlyWords)) continue;
    opened.push({ rise, also: named(happening.rises, rise), messageIds: [...happening.messageIds] });
  }
  return { opened, seen: [...seen.values()] };
}

/** The widest first, so that narrower ones find what they belong to; words last, the most unusual first. */
function happenings(rises: readonly UnusualRise[]): Happening[] {
  let found: Happening[] = [];
  for (const rise of [...rises].sort(byBreadth)) {
    const ids = new Set(rise.messageIds);
    const [joined, others] = [true, false].map((is) =>
      found.filter(({ messageIds }) => overlaps(ids, messageIds) === is),
    ) as [Happening[], Happening[]];
    found = [
      ...others,
      {
        rises: [...joined.flatMap((one) => one.rises), rise],
        messageIds: new Set([...joined.flatMap(({ messageIds }) => [...messageIds]), ...ids]),
      },
    ];
  }
  return found;
}

function byBreadth(a: UnusualRise, b: UnusualRise): number {
  const isWord = (rise: UnusualRise) => Number(rise.kind === 'word');
  return isWord(a) - isWord(b) || b.count - b.usual - (a.count - a.usual);
}

/**
 * The source or topic that holds the most messages explains the most of what happened: one source with two troubled topics
 * is told as the source, one topic over three sources as the topic. Of two equal ones the source says where to look. A word
 * tells for itself only where nothing else rises.
 */
function mostTelling(rises: readonly UnusualRise[]): UnusualRise | null {
  const rank = { source: 0, topic: 1, word: 2 } as const;
  const isWord = ({ kind }: UnusualRise) => Number(kind === 'word');
  const [first] = [...rises].sort(
    (a, b) => isWord(a) - isWord(b) || b.count - a.count || rank[a.kind] - rank[b.kind] || (a.key < b.key ? -1 : 1),
  );
  return first ?? null;
}

function belongs({ rises, messageIds }: Happening, episode: RunningEpisode): boolean {
  return overlaps(new Set(episode.messageIds), messageIds) || rises.some((rise) => same(rise, episode));
}

const names = (episode: RunningEpisode, rise: SpikeSubject): boolean =>
  [episode, ...episode.also].some((one) => same(one, rise));

const same = (a: SpikeSubject, b: SpikeSubject): boolean => a.kind === b.kind && a.key === b.key;

/** The other series of an episode, each once, with a few words. */
function named(subjects: readonly SpikeSubject[], lead: SpikeSubject): SpikeSubject[] {
  const others = subjects
    .map(({ kind, key }) => ({ kind, key }))
    .filter((one, i, all) => !same(one, lead) && all.findIndex((other) => same(other, one)) === i);
  const words = others.filter(({ kind }) => kind === 'word').slice(0, MOST_WORDS);
  return [...others.filter(({ kind }) => kind !== 'word'), ...words];
}

function overlaps(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const id of smaller) if (larger.has(id)) common += 1;
  return common > COMMON_SHARE * smaller.size;
}
