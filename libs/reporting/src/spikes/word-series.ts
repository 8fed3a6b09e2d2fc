import type { SpikeText, WatchedSeries } from '@earshot/domain';
import { isStopWord } from './stop-words.js';

/** Shorter ones are seldom what a complaint is about, and the commonest have their rhythm like everything else. */
const SHORTEST = 4;
const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;
/** A word is somebody's habit until several people say it. */
const FEWEST_AUTHORS = 3;
const FEWEST_MESSAGES = 5;

/** A series for each word that tells what happened and that several customers have just used, counted by messages, in every week that is known. */
export function wordSeries(texts: readonly SpikeText[], hours: number, weeks: number): WatchedSeries[] {
  const now = new Map<string, { readonly ids: string[]; readonly authors: Set<string> }>();
  const past = new Map<string, number[]>();
  for (const { messageId, week, text, author } of texts) {
    for (const word of wordsOf(text)) {
      if (week === 0) {
        const said = now.get(word) ?? { ids: [], authors: new Set<string>() };
        said.ids.push(messageId);
        said.authors.add(author);
        now.set(word, said);
      } else {
        const counts = past.get(word) ?? new Array<number>(weeks).fill(0);
        counts[week - 1] = (counts[week - 1] ?? 0) + 1;
        past.set(word, counts);
      }
    }
  }
  return [...now]
    .filter(([, { ids, authors }]) => ids.length >= FEWEST_MESSAGES && authors.size >= FEWEST_AUTHORS)
    .map(([key, { ids }]) => ({
      kind: 'word',
      key,
      hours,
      count: ids.length,
      before: past.get(key) ?? new Array<number>(weeks).fill(0),
      messageIds: ids,
    }));
}

function wordsOf(text: string): Set<string> {
  const words = text.normalize('NFC').toLocaleLowerCase('und').match(WORD) ?? [];
  return new Set(words.filter((word) => [...word].length >= SHORTEST && !isStopWord(word)));
}
