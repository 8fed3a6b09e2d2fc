import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Fault } from '@earshot/domain';
import { languageOfFile } from '../language-of-file.js';
import { inLanguage, type Playbook } from '../playbook/playbook.js';
import { parseWordingList, type WordingList } from './wording-list.js';
import { wordingWarnings, type WordingWarning } from './wording-warnings.js';

/** A warning with the advice for the person who writes. */
export interface AdvisedWarning extends WordingWarning {
  readonly advice: string;
}

/** What the composer warns about, in every language that has a list. */
export class Wording {
  constructor(
    readonly lists: ReadonlyMap<string, WordingList>,
    private readonly advice: Playbook['wordingAdvice'],
  ) {}

  /**
   * Reads playbooks/wording/LANGUAGE.txt.
   * @throws ConfigError naming file and line of every fault
   */
  static read(configFolder: string, { wordingAdvice }: Playbook): Wording {
    const folder = join(configFolder, 'playbooks/wording');
    const rules = Object.keys(wordingAdvice);
    const lists = new Map<string, WordingList>();
    const faults: Fault[] = [];
    for (const name of namesIn(folder)) {
      const language = name.slice(0, -'.txt'.length);
      const file = `config/playbooks/wording/${name}`;
      try {
        lists.set(language, parseWordingList(readFileSync(join(folder, name), 'utf8'), file, language, rules));
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        faults.push(...error.faults);
      }
    }
    if (faults.length > 0) throw new ConfigError(faults);
    return new Wording(lists, wordingAdvice);
  }

  /**
   * @param language of the text, BCP 47; none is warned about in a language without a list
   * @param readerLanguage of the advice
   */
  warnings(text: string, language: string, readerLanguage: string): AdvisedWarning[] {
    const list = this.lists.get(languageOfFile(language));
    if (list === undefined) return [];
    return wordingWarnings(text, list).map((warning) => ({
      ...warning,
      advice: inLanguage(this.advice[warning.rule] ?? {}, readerLanguage),
    }));
  }
}

/** A house may have deleted the folder: then nothing is warned about. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
