import type { DigestReason, DigestScope } from '@earshot/domain';

const LISTS: Readonly<Record<DigestReason, string>> = {
  overdue: 'list=overdue',
  due_today: 'list=needs_answer',
  critical: 'severity=critical',
  promise: 'list=promises',
  unowned: 'owner=nobody',
};

/** The board has no list of what is due by a day, nor one of what is critical and not due yet. */
const AS_LONG_AS_TOLD: readonly DigestReason[] = ['overdue', 'unowned'];

/**
 * Where the cases of a reason stand on the board, narrowed as the digest is as far as the board can be: to one source and
 * to one language. `exact`: that list holds these cases alone, so that it is as long as the digest says.
 *
 * @param publicUrl without a slash at the end
 */
export function boardList(
  reason: DigestReason,
  publicUrl: string,
  { sourceIds, languages, ownerIds }: DigestScope,
): { readonly url: string; readonly exact: boolean } {
  const search = new URLSearchParams(LISTS[reason]);
  const [source, language] = [sourceIds, languages].map((values) => (values.length === 1 ? values[0] : undefined));
  if (source !== undefined) search.set('source', source);
  if (language !== undefined) search.set('language', language);
  const isNarrowed = sourceIds.length <= 1 && languages.length <= 1 && ownerIds.length === 0;
  return { url: `${publicUrl}/alerts?${search.toString()}`, exact: isNarrowed && AS_LONG_AS_TOLD.includes(reason) };
}
