import { plainLanguage } from '@earshot/domain';

/** Files of words are named by the plain language; both ways to write Norwegian share one. */
export function languageOfFile(tag: string): string {
  const language = plainLanguage(tag);
  return language === 'nb' || language === 'nn' ? 'no' : language;
}
