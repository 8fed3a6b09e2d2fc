import { useTranslation } from 'react-i18next';

type Section =
  'signal' | 'kind' | 'event' | 'tag' | 'skip' | 'quarantine' | 'closed' | 'placeholder' | 'template' | 'fault';

/**
 * Words for keys that other parts of the system may add to: signal labels, event types, reasons. A key that the
 * catalogue does not have yet is shown as words made of itself.
 */
export function useCatalogue(): (section: Section, key: string) => string {
  const { i18n } = useTranslation();
  return (section, key) => {
    for (const language of i18n.languages) {
      const words: unknown = i18n.getResource(language, 'translation', `catalogue.${section}.${key}`);
      if (typeof words === 'string') return words;
    }
    return humanised(key);
  };
}

/** `repeated-question-marks` → "Repeated question marks". */
export function humanised(key: string): string {
  const words = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[-_.:\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
