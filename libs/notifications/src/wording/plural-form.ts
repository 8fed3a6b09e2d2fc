type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Words with their number in front, in the form that the language asks for (CLDR plural rules). */
export function pluralForm(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => `${count} ${forms[rules.select(count)] ?? forms.other}`;
}
