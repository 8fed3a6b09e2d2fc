import { inLanguageOf } from '@earshot/domain';
import type { LinkWording } from '../link-wording.js';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const LINK_WORDING = { en, fi, lv, sl, id, ru } satisfies Readonly<Record<string, LinkWording>>;

/** @param language BCP 47; the region is not looked at */
export const linkWording = (language: string): LinkWording => inLanguageOf(LINK_WORDING, language);
