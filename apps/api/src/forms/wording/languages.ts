import type { FormLanguage } from '@earshot/connectors';
import type { FormWording } from '../form-wording.js';
import { en } from './en.js';
import { fi } from './fi.js';
import { id } from './id.js';
import { lv } from './lv.js';
import { ru } from './ru.js';
import { sl } from './sl.js';

export const FORM_WORDING: Readonly<Record<FormLanguage, FormWording>> = { en, fi, lv, sl, id, ru };
