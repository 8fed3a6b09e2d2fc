import { withStems } from './tone-stems.js';
import type { ToneList } from './tone-list.js';
import { transliterations } from './transliteration.js';
import { WordTrie } from './word-trie.js';

/** A word begins with no more stems than it has letters; past this many the longest ones are not looked at. */
const MOST_FOUND = 256;

/**
 * The words of tone of one language, ready to be looked up. The table is made when the first text of the language comes: most
 * processes see a few of the 26 languages, and all of them together take a second to make.
 */
export class ToneWords {
  private trie: WordTrie | null = null;
  private valences = new Float64Array(0);
  private readonly found = new Int32Array(MOST_FOUND);

  constructor(private readonly list: ToneList) {}

  /** The valence (-5..5) of a folded word; its longest stem speaks for a word that is not in the list; 0 for others. */
  valenceOf(units: Uint16Array, start: number, end: number): number {
    const trie = this.trie ?? this.build();
    const count = trie.match(units, start, end, this.found, 0);
    return count === 0 ? 0 : (this.valences[this.found[count - 1] as number] as number);
  }

  private build(): WordTrie {
    const { language, words } = this.list.holdsForms ? this.list : withStems(this.list);
    const trie = new WordTrie();
    const valences: number[] = [];
    for (const { word, isStem, valence } of words)
      for (const spelling of [word, ...transliterations(word, language)]) {
        const id = trie.add(spelling, isStem);
        valences[id] ??= valence;
      }
    this.valences = Float64Array.from(valences);
    return (this.trie = trie);
  }
}
