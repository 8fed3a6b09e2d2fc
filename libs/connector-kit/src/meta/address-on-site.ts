/**
 * The address where a person can open something, if it is one of the site itself: what others give as an address is shown
 * to people as a link.
 *
 * @param host without `www.`; addresses below it count as well
 * @returns `null` for anything but https on the site
 */
export function addressOnSite(host: string, given: string | null | undefined): string | null {
  if (!given || !URL.canParse(given)) return null;
  const { protocol, hostname, href } = new URL(given);
  return protocol === 'https:' && (hostname === host || hostname.endsWith(`.${host}`)) ? href : null;
}
