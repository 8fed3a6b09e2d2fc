import { PhrasePackList, PhrasePackView } from '@earshot/contracts';
import { ok, problem, type FakeAnswer } from './fake-desk.js';

const LANGUAGES = ['en', 'fi', 'lv', 'ru', 'sl'];

/** Small packs in five languages; the English one has a file of the house beside it. */
export class FakePhrasePacks {
  /** Lines that the reader of packs refuses. */
  readonly refused: PhrasePackList['refused'] = [];

  answer(language: string | undefined): FakeAnswer {
    if (language === undefined) return ok(PhrasePackList.parse(this.list()));
    return LANGUAGES.includes(language) ? ok(PhrasePackView.parse(packOf(language))) : problem(404);
  }

  private list(): PhrasePackList {
    const packs = LANGUAGES.map((language) => {
      const { concepts } = packOf(language);
      const files = [...new Set(concepts.flatMap(({ phrases }) => phrases.map(({ file }) => file)))].sort();
      return {
        language,
        concepts: concepts.length,
        phrases: concepts.reduce((sum, { phrases }) => sum + phrases.length, 0),
        files: files.map((name) => ({
          name,
          isOwn: name.includes('.local.'),
          phrases: concepts.flatMap(({ phrases }) => phrases).filter(({ file }) => file === name).length,
        })),
      };
    });
    return { folder: 'config/lexicons', packs, refused: this.refused };
  }
}

function packOf(language: string): PhrasePackView {
  const file = `${language}.txt`;
  const written = (line: number, ...phrases: string[]) => phrases.map((phrase) => ({ phrase, file, line }));
  const own = language === 'en' ? [{ phrase: 'where is/are', file: 'en.local.txt', line: 3 }] : [];
  return {
    language,
    concepts: [
      concept('lawyer', 2.3, [...written(12, 'lawyer', 'solicitor*', 'take .. to court')], 'legal'),
      concept('thanks', -0.9, written(30, 'thank you', 'many thanks')),
      concept('waiting', 0.8, [...written(5, 'still waiting', 'been waiting # weeks'), ...own]),
      { ...concept('about-payment', null, written(44, 'payment*', 'invoice*')), topic: 'payment' },
      concept('negator', null, written(2, 'not', "don't")),
    ],
  };
}

type Concept = PhrasePackView['concepts'][number];

const concept = (
  key: string,
  weight: number | null,
  phrases: Concept['phrases'],
  escalation: Concept['escalation'] = null,
): Concept => ({ key, weight, topic: null, escalation, phrases });
