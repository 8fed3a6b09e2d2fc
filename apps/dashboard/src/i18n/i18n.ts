import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadPart } from '../shared/lazy/load-part';
import { chosenLanguage } from '../shared/preferences/preference';
import alerts from './en/alerts.json';
import cases from './en/cases.json';
import labels from './en/labels.json';
import shell from './en/shell.json';

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

/** What the frame, the board and its deeds say in English comes with the page; all else is loaded when it is needed. */
const FIRST_TEXTS = { ...alerts, ...cases, ...labels, ...shell };

const LOADERS: Record<InterfaceLanguage, () => Promise<{ default: object }>> = {
  en: () => import('./en'),
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
    resources: { en: { translation: FIRST_TEXTS } },
    // Texts that arrive later are shown as soon as they are there.
    react: { bindI18nStore: 'added' },
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
  if (language === i18next.language) return;
  if (language !== 'en' || needsAll) await load(language);
  await i18next.changeLanguage(language);
}

const loaded = new Set<InterfaceLanguage>();
let needsAll = false;

async function load(language: InterfaceLanguage): Promise<void> {
  if (loaded.has(language)) return;
  i18next.addResourceBundle(language, 'translation', (await loadPart(LOADERS[language])).default, true, true);
  loaded.add(language);
}

/** Has every text at hand: for the pages beside the board. Other languages come whole, English in two parts. */
export async function haveAllTexts(): Promise<void> {
  needsAll = true;
  if (i18next.language === 'en') await load('en');
}

export function isInterfaceLanguage(language: string | undefined): language is InterfaceLanguage {
  return language !== undefined && language in INTERFACE_LANGUAGES;
}
