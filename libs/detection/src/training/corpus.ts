import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { InvalidInput } from '@earshot/domain';

/** One labelled message. */
export interface Example {
  readonly text: string;
  readonly dissatisfied: boolean;
  /** Neither dissatisfied nor satisfied; absent where nobody said. */
  readonly isNeutral?: boolean;
}

/** One file of labelled messages: what is held out together, because its texts share a domain and an annotator. */
export interface LabelledSet {
  /** Path under the data folder without `.tsv`, for example `lv/ltec_food_tweets.train`. */
  readonly name: string;
  /** ISO 639-1, when the folder or the file is named so, else null. */
  readonly language: string | null;
  readonly examples: readonly Example[];
}

const LABELS = ['dissatisfied', 'neutral', 'satisfied'];

/**
 * Reads every `label<TAB>text` file (header line; labels dissatisfied, neutral, satisfied) below a folder, in the order of
 * their paths.
 * @throws InvalidInput naming file and line of a label that is none of the three
 */
export async function readCorpus(dir: string): Promise<LabelledSet[]> {
  const entries = await readdir(dir, { recursive: true });
  const files = entries.filter((name) => name.endsWith('.tsv')).sort();
  if (files.length === 0) throw new InvalidInput(`There is no .tsv file in ${dir}`);
  return Promise.all(
    files.map(async (name) => parseSet(relative(dir, join(dir, name)), await readFile(join(dir, name), 'utf8'))),
  );
}

export function parseSet(file: string, content: string): LabelledSet {
  const examples = content.split('\n').flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const tab = line.indexOf('\t');
    const label = line.slice(0, tab);
    if (tab < 0 || !LABELS.includes(label)) {
      const message = `'${label.slice(0, 40)}' is not dissatisfied, neutral or satisfied`;
      throw new InvalidInput(`${file} is not a labelled set`, [{ path: `${file}:${index + 1}`, message }]);
    }
    const text = line.slice(tab + 1).trimEnd();
    return [{ text, dissatisfied: label === 'dissatisfied', isNeutral: label === 'neutral' }];
  });
  const named = [basename(dirname(file)), basename(file, '.tsv')];
  const language = named.find((part) => /^[a-z]{2}$/.test(part)) ?? null;
  return { name: file.slice(0, -'.tsv'.length).split(sep).join('/'), language, examples };
}
