import { useTranslation } from 'react-i18next';
import { strengthOf } from '../../shared/evidence/segments';
import { useCatalogue } from '../../shared/labels/catalogue';
import { useTimeStyle } from '../../shared/time/use-time';
import type { PackConcept } from './pack-search';

/** Keys of a pack by which a language is read; they say nothing about a customer. */
const READING_KEYS = ['negator', 'negator-after', 'function-words', 'transliterated'] as const;

/** What a reader is told of a concept and its weight. */
export function useMeaning() {
  const { t } = useTranslation();
  const words = useCatalogue();
  const number = new Intl.NumberFormat(useTimeStyle().locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const nameOf = ({ key, weight, topic }: Pick<PackConcept, 'key' | 'weight' | 'topic'>): string => {
    const reading = READING_KEYS.find((one) => one === key);
    if (reading !== undefined) return t(`detection.packs.reading.${reading}`);
    return weight === null && topic !== null
      ? t('detection.packs.about', { topic: t(`topic.${topic}`) })
      : words('signal', key);
  };
  return {
    nameOf,
    /** “Has been waiting – a clear sign of dissatisfaction”; the name alone where there is no weight. */
    signOf: (name: string, weight: number | null): string =>
      weight === null
        ? name
        : t(weight < 0 ? 'evidence.against' : 'evidence.for', {
            reason: name,
            strength: t(`evidence.strength.${strengthOf(weight)}`),
          }),
    /** Log-odds with a sign: “+1.6”. */
    weight: (weight: number): string => number.format(weight),
  };
}
