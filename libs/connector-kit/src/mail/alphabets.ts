/**
 * Letters beyond a to z, per language, lower case. Decoding bytes with the wrong single-byte charset almost always
 * leaves letters that no single language has together.
 */
const ALPHABETS: readonly string[] = [
  'äöå', // fi, sv
  'āčēģīķļņšūž', // lv
  'čšž', // sl
  'äöõüšž', // et
  'ąčęėįšųūž', // lt
  'æøå', // no, da
  'äöüß', // de
  'ëïéèöüáóíç', // nl
  'éèêëàâçîïôûùœ', // fr
  'áéíóúñü¿¡', // es
  'áâãàçéêíóôõú', // pt
  'àèéìòù', // it
  'ąćęłńóśźż', // pl
  'áčďéěíňóřšťúůýž', // cs
  'áäčďéíĺľňóôŕšťúýž', // sk
  'čćđšž', // hr, bs, sr
  'áéíóöőúüű', // hu
  'çğıöşüâîû', // tr
].map((letters) => letters + letters.toUpperCase() + 'İ');

/** The commonest letters of Russian, Ukrainian and Serbian: they tell the Cyrillic charsets apart, which share one alphabet. */
const COMMON_CYRILLIC = new Set('оеаинтсрвлкмдпуяыіјћђ');
const CYRILLIC = /[\u0401-\u045f\u0490\u0491]/;
const SIGNS = new Set('€–—„“”‘’‚«»…§°№ \u00a0');

/** 0..1: how well the letters beyond ASCII fit one language; 0 when there are none. */
export function alphabetScore(text: string): number {
  const beyond = [...text].filter((c) => c > '\u007f');
  const letters = beyond.filter((c) => !SIGNS.has(c));
  if (letters.length === 0) return beyond.length > 0 ? 0.1 : 0;
  const cyrillic = letters.filter((c) => CYRILLIC.test(c)).length;
  if (cyrillic / letters.length > 0.5) return cyrillicScore(letters, text);
  const best = Math.max(...ALPHABETS.map((alphabet) => letters.filter((c) => alphabet.includes(c)).length));
  // Whole words of letters beyond ASCII are no Latin-script language.
  const runs = (text.match(/\P{ASCII}{4,}/gu) ?? []).length;
  // A capital after a small letter is what a wrong table makes of a small one.
  const inside = (text.match(/\p{Ll}(?!\p{Ll})[\u0080-\uffff](?<![\s\p{P}])/gu) ?? []).length;
  return Math.max(0, (best - inside - 2 * runs) / letters.length);
}

function cyrillicScore(letters: readonly string[], text: string): number {
  const common = letters.filter((c) => COMMON_CYRILLIC.has(c)).length;
  const inside = (text.match(/\p{Ll}\p{Lu}/gu) ?? []).length;
  return Math.max(0.05, (common - 2 * inside) / letters.length);
}
