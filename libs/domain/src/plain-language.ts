/** The language of a tag (BCP 47) without script and region, in lower case: `fi` of `fi-FI`. */
export const plainLanguage = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/**
 * What a catalogue has for readers of a language; whoever reads any other gets English, which every catalogue has.
 *
 * @param tag BCP 47; script and region are not looked at
 */
export function inLanguageOf<T>(catalogue: Readonly<Record<string, T>> & { readonly en: T }, tag: string): T {
  const language = plainLanguage(tag);
  return Object.hasOwn(catalogue, language) ? (catalogue[language] ?? catalogue.en) : catalogue.en;
}
