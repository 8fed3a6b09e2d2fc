import { join } from 'node:path';
import {
  CONCEPTS,
  isOwnPack,
  LEXICONS_FOLDER,
  PhraseFinder,
  readPacks,
  repositoryRoot,
  TOPIC_WORDS,
  type AssessorParts,
  type PackPhrase,
  type PhrasePack,
} from '@earshot/detection';
import type { Assessment } from '@earshot/domain';
import { PhraseBook, type FoundPhrase, type PackConcept, type PackList, type PackSummary } from '@earshot/learning';

/** The phrase packs that stand in a folder, and the weights that the installed model gives to their concepts. */
export class DetectionPhraseBook extends PhraseBook {
  /** @param parts the installed detector, loaded at the first use */
  constructor(
    private readonly parts: () => Promise<AssessorParts>,
    private readonly dir: string = join(repositoryRoot(), LEXICONS_FOLDER),
  ) {
    super();
  }

  async packs(): Promise<PackList> {
    const { packs, faults } = await readPacks(this.dir);
    const languages = [...new Set(packs.map(({ language }) => language))].sort();
    return {
      folder: LEXICONS_FOLDER,
      packs: languages.map((language) => summaryOf(language, packs)),
      refused: faults,
    };
  }

  async concepts(language: string): Promise<readonly PackConcept[] | null> {
    const { packs } = await readPacks(this.dir);
    const phrases = packs.filter((pack) => pack.language === language).flatMap((pack) => pack.phrases);
    if (phrases.length === 0) return null;
    const { dense: weights } = (await this.parts()).model;
    const byKey = new Map<string, PackPhrase[]>();
    for (const phrase of phrases) byKey.set(phrase.key, [...(byKey.get(phrase.key) ?? []), phrase]);
    const size = ({ weight }: PackConcept): number => Math.abs(weight ?? 0);
    return [...byKey]
      .map(([key, said]) => conceptOf(key, said, weights))
      .sort((a, b) => size(b) - size(a) || a.key.localeCompare(b.key, 'en'));
  }

  async behind(text: string, assessment: Assessment): Promise<readonly FoundPhrase[]> {
    const finder = new PhraseFinder((await this.parts()).lexicon);
    return finder.find(text, assessment).map(({ phrases, ...signal }) => ({
      ...signal,
      phrases: phrases.map(({ source, language, file }) => ({
        phrase: source,
        language,
        file,
        isOwn: isOwnPack(file),
      })),
    }));
  }
}

function summaryOf(language: string, all: readonly PhrasePack[]): PackSummary {
  const packs = all.filter((pack) => pack.language === language);
  const phrases = packs.flatMap((pack) => pack.phrases);
  return {
    language,
    concepts: new Set(phrases.map(({ key }) => key)).size,
    phrases: phrases.length,
    files: packs.map((pack) => ({
      name: pack.file,
      isOwn: isOwnPack(pack.file),
      phrases: pack.phrases.length,
    })),
  };
}

/** @param weights of the dense features, of which concepts are the first */
function conceptOf(key: string, phrases: readonly PackPhrase[], weights: Float64Array): PackConcept {
  const index = CONCEPTS.findIndex(({ name }) => name === key);
  const concept = CONCEPTS[index];
  return {
    key,
    weight: weights[index] ?? null,
    topic: concept?.topic ?? TOPIC_WORDS[key] ?? null,
    escalation: concept?.escalation ?? null,
    phrases: phrases.map(({ source, file, line }) => ({ phrase: source, file, line })),
  };
}
