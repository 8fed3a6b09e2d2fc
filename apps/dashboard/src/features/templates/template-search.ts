/** What the address of the page says: which language's templates; the account's own when left out. */
export interface TemplateSearch {
  readonly language?: string | undefined;
}

/** Reads the address; what is no language is left out, because addresses are typed, cut and shared by people. */
export function templateSearch(raw: Readonly<Record<string, unknown>>): TemplateSearch {
  const language = raw['language'];
  return { language: typeof language === 'string' && /^[a-z]{2,3}$/.test(language) ? language : undefined };
}
