import { useTranslation } from 'react-i18next';

/** Languages that detection knows; what people can filter by. */
// prettier-ignore
const LANGUAGES_TO_CHOOSE: readonly string[] = [
  'fi', 'lv', 'sl', 'id', 'ru', 'en', 'et', 'lt', 'sv', 'no', 'da', 'de', 'nl', 'fr', 'es', 'pt', 'it', 'pl', 'cs', 'sk',
  'hr', 'sr', 'bs', 'hu', 'tr', 'uk',
];

/** The name of a language in another one; the tag itself when the browser has no name for it. */
export function languageName(tag: string, inLanguage: string): string {
  try {
    const name = new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
  } catch {
    return tag;
  }
}

/** The languages to choose from, by their names in another one, in its alphabet. */
export const languageChoices = (inLanguage: string): { value: string; label: string }[] =>
  LANGUAGES_TO_CHOOSE.map((value) => ({ value, label: languageName(value, inLanguage) })).sort((a, b) =>
    a.label.localeCompare(b.label, inLanguage),
  );

/** The language of a message, by name. */
export function LanguageName({ tag }: { readonly tag: string }) {
  const { t, i18n } = useTranslation();
  return <span>{tag === 'und' ? t('language.unknown') : languageName(tag, i18n.language)}</span>;
}
