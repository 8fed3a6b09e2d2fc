import type { SaveDigestRequest } from '@earshot/contracts';
import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languageChoices } from '../../shared/labels/language';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { colleaguesQuery } from '../../shared/users/colleagues-query';

type Scope = SaveDigestRequest['scope'];

interface DigestScopeFieldsProps {
  readonly scope: Scope;
  readonly fault: (field: keyof Scope) => string | undefined;
  readonly onChange: (scope: Scope) => void;
}

/** What an edition tells of; what is left empty restricts nothing. */
export function DigestScopeFields({ scope, fault, onChange }: DigestScopeFieldsProps) {
  const { t, i18n } = useTranslation();
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const people = useQuery(colleaguesQuery).data?.items ?? [];
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, label: name });
  const field = (name: keyof Scope, choices: readonly Choice[]) => ({
    label: t(`digests.form.${name}`),
    placeholder: scope[name].length === 0 ? t(`digests.form.all.${name}`) : undefined,
    value: scope[name],
    error: fault(name),
    data: withChosen(choices, scope[name]),
    searchable: true,
    onChange: (chosen: string[]) => onChange({ ...scope, [name]: chosen }),
  });
  return (
    <>
      <MultiSelect {...field('sourceIds', sources.map(named))} />
      <MultiSelect {...field('languages', languageChoices(i18n.language))} />
      <MultiSelect {...field('ownerIds', people.map(named))} />
    </>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What was chosen stays even where its name cannot be read. */
function withChosen(choices: readonly Choice[], chosen: readonly string[]): Choice[] {
  const missing = chosen.filter((value) => !choices.some((choice) => choice.value === value));
  return [...choices, ...missing.map((value) => ({ value, label: value }))];
}
