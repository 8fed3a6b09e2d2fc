import { InvalidInput, type Fault } from '@earshot/domain';
import { CONCEPT_INDEX, TOPIC_WORDS } from './concepts.js';
import { parsePattern, type Pattern } from './pattern.js';

/** Words that turn the following words round (`not`, `ei`), or the preceding one (Turkish `değil`). */
export const NEGATION_KEYS = ['negator', 'negator-after'] as const;
/** Frequent small words by which a language is recognised without asking the classifier. */
export const FUNCTION_WORDS_KEY = 'function-words';
/** Language-neutral hint words of transliterated text would be claimed by other languages; they are listed apart. */
export const TRANSLITERATED_KEY = 'transliterated';

export interface PackPhrase {
  /** A concept, a topic word key, or one of the special keys. */
  readonly key: string;
  readonly source: string;
  readonly patterns: readonly Pattern[];
  readonly file: string;
  readonly line: number;
}

export interface CounterExample {
  readonly key: string;
  readonly text: string;
  readonly line: number;
}

/** The phrases of one language from one file. */
export interface PhrasePack {
  readonly file: string;
  readonly language: string;
  readonly phrases: readonly PackPhrase[];
  /** Sentences in which a key must not fire; checked by a test. */
  readonly counterExamples: readonly CounterExample[];
}

const KEYS = new Set<string>([
  ...CONCEPT_INDEX.keys(),
  ...Object.keys(TOPIC_WORDS),
  ...NEGATION_KEYS,
  FUNCTION_WORDS_KEY,
  TRANSLITERATED_KEY,
]);

/**
 * Reads a pack: `language fi` first, then lines `key: phrase | phrase`, `not key: sentence | sentence` for
 * counter-examples, and `# remarks`. A key may stand on several lines.
 *
 * @throws InvalidInput naming file and line of every fault
 */
export function parsePhrasePack(file: string, content: string): PhrasePack {
  const faults: Fault[] = [];
  const phrases: PackPhrase[] = [];
  const counterExamples: CounterExample[] = [];
  let language = '';
  content.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) return;
    const header = /^language\s+([a-z]{2,3})$/.exec(text);
    if (header) {
      language = header[1] as string;
      return;
    }
    const entry = /^(not\s+)?([a-z-]+)\s*:\s*(.*)$/.exec(text);
    const fault = (message: string): void => void faults.push({ path: `${file}:${line}`, message });
    if (!entry) return fault(`'${text.slice(0, 40)}' is not 'key: phrase | phrase'`);
    const key = entry[2] as string;
    if (!KEYS.has(key)) return fault(`there is no concept '${key}'`);
    const items = (entry[3] as string).split('|').map((item) => item.trim());
    if (entry[1]) {
      counterExamples.push(...items.map((item) => ({ key, text: item, line })));
      return;
    }
    for (const source of items) {
      try {
        phrases.push({ key, source, patterns: parsePattern(source), file, line });
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        fault(error.message);
      }
    }
  });
  if (language === '')
    faults.unshift({ path: `${file}:1`, message: "the pack does not say its language: 'language fi'" });
  if (faults.length > 0) throw new InvalidInput(`The phrase pack ${file} has ${faults.length} fault(s)`, faults);
  return { file, language, phrases, counterExamples };
}
