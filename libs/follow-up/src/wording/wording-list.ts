import { ConfigError, spellValue, type Fault } from '@earshot/domain';
import { comparable, spellings } from './words.js';

/** One word of an entry: the spellings it has, whole or as the beginning of longer words. */
export interface PatternWord {
  readonly spellings: readonly string[];
  readonly isPrefix: boolean;
}

export interface WordingEntry {
  readonly rule: string;
  readonly words: readonly PatternWord[];
  /** As it stands in the file. */
  readonly written: string;
}

/** Wording of one language that inflames, and sentences that must not be warned about. */
export interface WordingList {
  readonly language: string;
  readonly entries: readonly WordingEntry[];
  readonly fine: readonly string[];
}

const MOST_WORDS = 10;
const SHORTEST_PREFIX = 3;

/**
 * Reads lines `rule: wording | wording`, comments with # and `fine: a sentence`.
 * @param rules the rules that the playbook has advice for
 * @throws ConfigError naming file and line of every fault
 */
export function parseWordingList(text: string, file: string, language: string, rules: readonly string[]): WordingList {
  const entries: WordingEntry[] = [];
  const fine: string[] = [];
  const faults: Fault[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const [, key = '', rest = ''] = /^([a-z-]+):(.*)$/.exec(line) ?? [];
    const fault = (message: string) => faults.push({ path: `${file}:${index + 1}`, message });
    if (key === 'fine') return void fine.push(rest.trim());
    if (!rules.includes(key)) {
      return void fault(
        `must begin with fine: or one of the rules ${rules.join(', ')}, but here stands ${spellValue(line)}`,
      );
    }
    for (const written of rest.split('|').map((one) => one.trim())) {
      const words = patternOf(written);
      if (typeof words === 'string') fault(`${spellValue(written)} ${words}`);
      else if (entries.some((entry) => entry.written === written)) fault(`${spellValue(written)} stands here already`);
      else entries.push({ rule: key, words, written });
    }
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return { language, entries, fine };
}

/** What is wrong, in words, when it is no pattern. */
function patternOf(written: string): PatternWord[] | string {
  const words = written.split(/[\s-]+/).filter((word) => word !== '');
  if (words.length === 0) return 'is empty';
  if (words.length > MOST_WORDS) return `must have at most ${MOST_WORDS} words`;
  const odd = words.find((word) => !/^[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*\*?$/u.test(word));
  if (odd !== undefined) return 'must consist of words, of which each may end in *';
  const short = words.find((word) => word.endsWith('*') && [...word].length <= SHORTEST_PREFIX);
  if (short !== undefined) return `must have at least ${SHORTEST_PREFIX} letters before *`;
  return words.map((word) => ({
    spellings: spellings(comparable(word.replace('*', ''))),
    isPrefix: word.endsWith('*'),
  }));
}
