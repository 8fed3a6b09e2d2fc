import type { LinkWording } from '../link-wording.js';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const LINK_WORDING: Readonly<Record<string, LinkWording>> = { en, fi, lv, sl, id, ru };

/** @param language BCP 47; the region is not looked at */
export function linkWording(language: string): LinkWording {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(LINK_WORDING, base) ? (LINK_WORDING[base] ?? en) : en;
}
