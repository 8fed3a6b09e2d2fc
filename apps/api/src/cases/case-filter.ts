import type { CaseListQuery } from '@earshot/contracts';
import type { CaseListFilter } from '@earshot/persistence';

/** What a list of cases is narrowed by, as it is asked for over HTTP; `me` is the person who asks. */
export function caseFilterOf(
  { openedAfter, openedBefore, dueBefore, owner, ...rest }: CaseListQuery,
  userId: string,
): CaseListFilter {
  return {
    ...rest,
    owner: ownerOf(owner, userId),
    openedAfter: instant(openedAfter),
    openedBefore: instant(openedBefore),
    dueBefore: instant(dueBefore),
  };
}

/** `null` for nobody; nothing for anybody. */
function ownerOf(asked: string | undefined, userId: string): string | null | undefined {
  if (asked === 'me') return userId;
  return asked === 'none' || asked === 'nobody' ? null : asked;
}

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
