/** The query of the cases behind a figure, for a part of them: what `by` names stands in the place of what was there. */
export function narrowed(query: string, by: Readonly<Record<string, string>>): string {
  return new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...by }).toString();
}
