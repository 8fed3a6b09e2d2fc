import type { DigestReason, DigestScope } from '@earshot/domain';

const LISTS: Readonly<Record<DigestReason, string>> = {
  overdue: 'list=overdue',
  due_today: 'list=needs_answer',
  critical: 'severity=critical',
  promise: 'list=promises',
  unowned: 'owner=nobody',
};

/**
 * Where the cases of a reason stand on the board, narrowed as the digest is as far as the board can be: to one source and
 * to one language.
 *
 * @param publicUrl without a slash at the end
 */
export function boardList(
  reason: DigestReason,
  publicUrl: string,
  { sourceIds, languages }: Pick<DigestScope, 'sourceIds' | 'languages'>,
): string {
  const search = new URLSearchParams(LISTS[reason]);
  const [source, language] = [sourceIds, languages].map((values) => (values.length === 1 ? values[0] : undefined));
  if (source !== undefined) search.set('source', source);
  if (language !== undefined) search.set('language', language);
  return `${publicUrl}/alerts?${search.toString()}`;
}
