/** As in `https://name:word@host/`. */
const USER = /(\bhttps?:\/\/)[^\s/@]+@/gi;
/** An address from its host on. A label has at most 63 characters (RFC 1035, 2.3.4), which keeps long texts cheap to look through. */
const ADDRESS =
  /((?:[a-z0-9-]{1,63}\.){1,10}[a-z0-9-]{1,63}|\blocalhost|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?[/?#]\S*?(?=[:;,.)'"”]*(?:\s|$))/gi;

/**
 * A text whose addresses end with their hosts: `https://hooks.example/…`. Whoever knows the path of a chat's webhook may post
 * there, and what was written down before paths were kept out of errors may still hold one.
 */
export function hostOnly(text: string): string {
  return text.replace(USER, '$1').replace(ADDRESS, '$1$2/…');
}
