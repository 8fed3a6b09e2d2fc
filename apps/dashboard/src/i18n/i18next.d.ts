import 'i18next';
import type en from './en';

/** Makes every key of `t` a checked one; the English catalogue is the list of what there is. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    returnNull: false;
    resources: { translation: typeof en };
  }
}
