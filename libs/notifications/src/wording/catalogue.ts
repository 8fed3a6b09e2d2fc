import { inLanguageOf } from '@earshot/domain';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import type { NotificationWording } from './notification-wording.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const CATALOGUES = { en, fi, lv, sl, id, ru } satisfies Readonly<Record<string, NotificationWording>>;

/** @param language BCP 47; the region is not looked at */
export const notificationWording = (language: string): NotificationWording => inLanguageOf(CATALOGUES, language);
