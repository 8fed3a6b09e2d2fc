import { BOSNIAN } from './bs.js';
import { CZECH } from './cs.js';
import { DANISH } from './da.js';
import { GERMAN } from './de.js';
import { ENGLISH } from './en.js';
import { SPANISH } from './es.js';
import { ESTONIAN } from './et.js';
import { FINNISH } from './fi.js';
import { FRENCH } from './fr.js';
import { CROATIAN } from './hr.js';
import { HUNGARIAN } from './hu.js';
import { INDONESIAN } from './id.js';
import { ITALIAN } from './it.js';
import { LITHUANIAN } from './lt.js';
import { LATVIAN } from './lv.js';
import type { MailPhrases } from './mail-phrases.js';
import { DUTCH } from './nl.js';
import { NORWEGIAN } from './no.js';
import { POLISH } from './pl.js';
import { PORTUGUESE } from './pt.js';
import { RUSSIAN } from './ru.js';
import { SLOVAK } from './sk.js';
import { SLOVENIAN } from './sl.js';
import { SERBIAN } from './sr.js';
import { SWEDISH } from './sv.js';
import { TURKISH } from './tr.js';
import { UKRAINIAN } from './uk.js';

/** Every language in which mail is read. */
export const MAIL_PHRASES: readonly MailPhrases[] = [
  ENGLISH,
  FINNISH,
  LATVIAN,
  SLOVENIAN,
  INDONESIAN,
  RUSSIAN,
  ESTONIAN,
  LITHUANIAN,
  SWEDISH,
  NORWEGIAN,
  DANISH,
  GERMAN,
  DUTCH,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  POLISH,
  CZECH,
  SLOVAK,
  CROATIAN,
  SERBIAN,
  BOSNIAN,
  HUNGARIAN,
  TURKISH,
  UKRAINIAN,
];

export type { MailPhrases };
