import type { DigestView } from '@earshot/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from '../../i18n/i18n';
import { languageName } from '../../shared/labels/language';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { formatTime } from '../../shared/time/format';
import { useTimeStyle } from '../../shared/time/use-time';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import { digestRhythm, weekdayName } from './digest-rhythm';

/** One plain sentence about a subscription: when it comes, in which language, and about what. */
export function useDigestWords(): (view: DigestView) => string {
  const { t, i18n } = useTranslation();
  const { locale } = useTimeStyle();
  const sources = new Map(useQuery(sourcesQuery).data?.items.map(({ id, name }) => [id, name]));
  const people = new Map(useQuery(colleaguesQuery).data?.items.map(({ id, name }) => [id, name]));
  const listed = (names: readonly string[]): string => new Intl.ListFormat(locale).format(names);

  return (view) => {
    const { sourceIds, languages, ownerIds } = view.scope;
    const { rhythm, days } = digestRhythm(view);
    const at = formatTime(new Date(`1970-01-01T${view.localTime}Z`), { locale, zone: 'UTC' });
    const parts = [
      t(`digests.when.${rhythm}`, {
        time: view.zone === null ? at : `${at} (${view.zone})`,
        days: listed(days.map((day) => weekdayName(day, locale, 'short'))),
      }),
      ...(view.calendar === null ? [] : [t('digests.byCalendar', { name: view.calendar })]),
      t(`digests.in.${view.language === null ? 'own' : mailLanguage(view.language)}`),
      sourceIds.length === 0
        ? t('digests.allSources')
        : t('digests.onlySources', { names: listed(sourceIds.map((id) => sources.get(id) ?? id)) }),
    ];
    if (languages.length > 0)
      parts.push(
        t('digests.onlyLanguages', { names: listed(languages.map((tag) => languageName(tag, i18n.language))) }),
      );
    if (ownerIds.length > 0)
      parts.push(t('digests.onlyOwners', { names: listed(ownerIds.map((id) => people.get(id) ?? id)) }));
    if (view.format === 'text') parts.push(t('digests.plainText'));
    return `${parts.join(', ')}.`;
  };
}

/** The language that the mail is written in: English where there is no other text. */
function mailLanguage(tag: string): InterfaceLanguage {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return language in INTERFACE_LANGUAGES ? (language as InterfaceLanguage) : 'en';
}
