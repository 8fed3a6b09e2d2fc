/** What sites write behind a text of which they show the beginning only, in the languages that we are asked to read. */
const MORE =
  'read more|continue reading|show more|see more|lue lisää|näytä lisää|läs mer|lasīt vairāk|lasīt tālāk|loe edasi|skaityti daugiau|preberi več|beri dalje|pročitaj više|baca selengkapnya|selengkapnya|читать далее|читать полностью|показать полностью|читати далі|czytaj dalej|číst dál|weiterlesen|mehr lesen|lees meer|lire la suite|en savoir plus|leer más|ler mais|leggi tutto|devamını oku';
const MARK = '\\[\\s*(?:…|\\.\\.\\.)\\s*\\]|…|\\.\\.\\.';
/** The mark alone in brackets, or any mark with an invitation behind it: people end sentences with three dots, too. */
const CUT = new RegExp(`(?:\\[\\s*(?:…|\\.\\.\\.)\\s*\\]|(?:${MARK})\\s*\\(?(?:${MORE})[^\\n]{0,120})\\s*$`, 'iu');
/** Longer endings are not looked through. */
const LONGEST_END = 300;

export interface ShownText {
  readonly text: string;
  /** The site shows only the beginning of what was written. */
  readonly isCut: boolean;
}

/** A text without the invitation to read on that a site puts behind what it shows of it. */
export function cutShort(text: string): ShownText {
  const end = text.slice(-LONGEST_END);
  const found = CUT.exec(end);
  if (found === null) return { text, isCut: false };
  return { text: `${text.slice(0, text.length - end.length + found.index).trimEnd()} …`, isCut: true };
}
