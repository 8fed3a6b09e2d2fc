import type { Author } from '@earshot/domain';

/**
 * A writer as a site names them.
 *
 * @param namespace within which the handle is unique, usually the site's host; said only where there is a handle
 */
export function siteAuthor(
  namespace: string,
  { handle, name }: { readonly handle: string | null | undefined; readonly name: string | null | undefined },
): Author {
  return handle
    ? { name: name || null, address: null, handle, namespace }
    : { name: name || null, address: null, handle: null, namespace: null };
}
