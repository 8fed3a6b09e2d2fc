/** A URL as it may stand in messages and logs: query strings, fragments and user names can carry secrets. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'the address';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** As `shownUrl`, where the path is a key as well: host and port alone. */
export function shownHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address';
}
