/**
 * Letters that, among the languages of the phrase packs, are written in one only. A text that uses them is in that
 * language, whatever its words: cheaper and surer than any statistics.
 */
const LETTERS: Readonly<Record<string, string>> = {
  lv: 'āēģķļņ',
  lt: 'ėįųę',
  pl: 'łżźńśą',
  et: 'õ',
  tr: 'ğış',
  hu: 'őű',
  cs: 'řěů',
  sk: 'ľĺŕ',
  ru: 'ыэё',
  uk: 'їєґі',
  sr: 'ђћљњџј',
  de: 'ß',
  es: 'ñ¿¡',
  pt: 'ãâ',
  fr: 'œ',
};

const LANGUAGE_OF = new Map<number, string>();
for (const [language, letters] of Object.entries(LETTERS)) {
  for (const letter of letters + letters.toUpperCase()) LANGUAGE_OF.set(letter.charCodeAt(0), language);
}
// Polish and Lithuanian share ę and ą; ā stays Latvian though Hungarian or Māori may borrow it. Upper case İ is Turkish.
LANGUAGE_OF.set(0x130, 'tr');
for (const shared of 'ęąI') LANGUAGE_OF.delete(shared.charCodeAt(0));

/** Calls `vote` for each telling letter in the first `length` units of a text. */
export function tellingLetters(text: string, length: number, vote: (language: string) => void): void {
  const end = Math.min(length, text.length);
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    const language = LANGUAGE_OF.get(unit);
    if (language !== undefined) vote(language);
  }
}
