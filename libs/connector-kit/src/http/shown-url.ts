/** A URL as it may stand in messages and logs: query strings, fragments and user names can carry secrets. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'the address';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
