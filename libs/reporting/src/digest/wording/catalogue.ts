import { inLanguageOf } from '@earshot/domain';
import type { DigestWording } from './digest-wording.js';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const CATALOGUES = { en, fi, lv, sl, id, ru } satisfies Readonly<Record<string, DigestWording>>;

export const DIGEST_LANGUAGES: readonly string[] = Object.keys(CATALOGUES);

/** @param language BCP 47; the region is not looked at */
export const digestWording = (language: string): DigestWording => inLanguageOf(CATALOGUES, language);
