import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import type { NotificationWording } from './notification-wording.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

/** A language is added by its file and its line here; a reader of any other reads English. */
const CATALOGUES: Readonly<Record<string, NotificationWording>> = { en, fi, lv, sl, id, ru };

/** @param language BCP 47; the region is not looked at */
export function notificationWording(language: string): NotificationWording {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(CATALOGUES, base) ? (CATALOGUES[base] ?? en) : en;
}
