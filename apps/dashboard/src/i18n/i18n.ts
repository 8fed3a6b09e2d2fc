import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chosenLanguage } from '../shared/preferences/preference';
import en from './en';

/** The interface languages, by their own names; a language is offered once its catalogue is complete. */
export const INTERFACE_LANGUAGES = {
  en: 'English',
  fi: 'Suomi',
  id: 'Bahasa Indonesia',
  lv: 'Latviešu',
  ru: 'Русский',
  sl: 'Slovenščina',
} as const;
export type InterfaceLanguage = keyof typeof INTERFACE_LANGUAGES;

/** English comes with the page, for it is also what other languages fall back to; the others are loaded when needed. */
const LOADERS: Record<Exclude<InterfaceLanguage, 'en'>, () => Promise<{ default: object }>> = {
  fi: () => import('./fi'),
  id: () => import('./id'),
  lv: () => import('./lv'),
  ru: () => import('./ru'),
  sl: () => import('./sl'),
};

export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await speak([chosenLanguage() ?? '', ...navigator.languages]);
}

/** Speaks the first of these languages (BCP 47, the most wanted first) that there is a catalogue for. */
export async function speak(wanted: readonly string[]): Promise<void> {
  const language = wanted.map((tag) => tag.toLowerCase().split('-')[0]).find(isInterfaceLanguage) ?? 'en';
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await LOADERS[language]()).default);
  }
  if (language !== i18next.language) await i18next.changeLanguage(language);
}

function isInterfaceLanguage(language: string | undefined): language is InterfaceLanguage {
  return language !== undefined && language in INTERFACE_LANGUAGES;
}
