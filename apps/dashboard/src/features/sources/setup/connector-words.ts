import type { SourceKindView } from '@earshot/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, isInterfaceLanguage, type InterfaceLanguage } from '../../../i18n/i18n';
import { helpIn, labelIn, nameAt, type ConnectorCatalogue } from './connector-catalogue';
import { labelOf } from './option-field';

/** What the form of a kind says. Paths are those of its faults: `options.smtp.host`, `secrets.password`. */
export interface FormWords {
  readonly label: (path: string) => string;
  /** @param english what the connector says itself */
  readonly help: (path: string, english: string) => string;
  readonly choice: (value: string) => string;
}

const LOADERS: Record<InterfaceLanguage, () => Promise<{ readonly default: ConnectorCatalogue }>> = {
  en: () => import('../../../i18n/en/connectors.json'),
  fi: () => import('../../../i18n/fi/connectors.json'),
  id: () => import('../../../i18n/id/connectors.json'),
  lv: () => import('../../../i18n/lv/connectors.json'),
  ru: () => import('../../../i18n/ru/connectors.json'),
  sl: () => import('../../../i18n/sl/connectors.json'),
};

const NOTHING_SAID: ConnectorCatalogue = { kinds: {}, labels: {}, help: {}, choices: {} };

/**
 * The catalogue of the reader's language, loaded with the first form; `undefined` until it is there. One that cannot be
 * loaded does not keep anybody from configuring a source: then the connectors speak for themselves.
 */
export function useConnectorCatalogue(): ConnectorCatalogue | undefined {
  const { t, i18n } = useTranslation();
  const language = isInterfaceLanguage(i18n.language) ? i18n.language : 'en';
  const { data, isError } = useQuery({
    queryKey: ['connector-catalogue', language],
    queryFn: async () => (await LOADERS[language]()).default,
    staleTime: Infinity,
    // A change of the language must not take a form away with what was typed.
    placeholderData: (previous) => previous,
  });
  return useMemo(() => {
    const said = data ?? (isError ? NOTHING_SAID : undefined);
    if (said === undefined) return undefined;
    // What the rest of the dashboard has words for is called the same here.
    return { ...said, choices: { ...INTERFACE_LANGUAGES, ...t('channel', { returnObjects: true }), ...said.choices } };
  }, [data, isError, t]);
}

/** A kind under the name and with the summary that the catalogue gives it. */
export function kindIn(catalogue: ConnectorCatalogue, kind: SourceKindView): SourceKindView {
  const said = catalogue.kinds[kind.kind];
  return { ...kind, title: said?.title ?? kind.title, summary: said?.summary ?? kind.summary };
}

export function formWords(catalogue: ConnectorCatalogue, kind: string): FormWords {
  return {
    label: (path) => labelIn(catalogue, kind, below(path)) ?? labelOf(nameAt(path)),
    help: (path, english) => helpIn(catalogue, kind, below(path)) ?? english,
    choice: (value) => catalogue.choices[value] ?? value,
  };
}

/** `options.smtp.host` → `smtp.host` */
const below = (path: string): string => path.slice(path.indexOf('.') + 1);
