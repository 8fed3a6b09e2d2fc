import type { DigestWording } from './digest-wording.js';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const CATALOGUES: Readonly<Record<string, DigestWording>> = { en, fi, lv, sl, id, ru };

export const DIGEST_LANGUAGES: readonly string[] = Object.keys(CATALOGUES);

/** @param language BCP 47; the region is not looked at */
export function digestWording(language: string): DigestWording {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(CATALOGUES, base) ? (CATALOGUES[base] ?? en) : en;
}
