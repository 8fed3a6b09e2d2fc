import type { CaseContents, MovedThings } from '@earshot/domain';

type Held = Omit<CaseContents, 'head' | 'group'>;

const ID_LISTS = {
  messageIds: 'messages',
  replyIds: 'replies',
  taskIds: 'tasks',
  callIds: 'calls',
  optionIds: 'options',
  compensationIds: 'compensations',
  outgoingReplyIds: 'outgoingReplies',
  draftIds: 'drafts',
  watchEventIds: 'watchEvents',
} as const satisfies Record<keyof MovedThings, keyof Held>;

const LISTS = Object.entries(ID_LISTS) as [keyof MovedThings, keyof Held][];

const idOf = (item: Held[keyof Held][number]): string => ('message' in item ? item.message.id : item.id);

/** Everything a case holds; of drafts only those whose writer has none in the other case, where each may have one. */
export function everythingFor(taking: CaseContents, giving: CaseContents): MovedThings {
  const writers = new Set(taking.drafts.map((draft) => draft.userId));
  const moving = { ...giving, drafts: giving.drafts.filter((draft) => !writers.has(draft.userId)) };
  return idsOf(moving);
}

export function idsOf(held: Held): MovedThings {
  return Object.fromEntries(LISTS.map(([ids, list]) => [ids, held[list].map(idOf)])) as unknown as MovedThings;
}

/** Of what was to move, that which the case still holds. */
export function stillHeld(wanted: MovedThings, by: CaseContents): MovedThings {
  const held = idsOf(by);
  return Object.fromEntries(
    LISTS.map(([ids]) => {
      const there = new Set(held[ids]);
      return [ids, wanted[ids].filter((id) => there.has(id))];
    }),
  ) as unknown as MovedThings;
}

/** The two cases after the move; their heads are as they were. */
export function afterMove(
  giving: CaseContents,
  taking: CaseContents,
  moved: MovedThings,
): { giving: CaseContents; taking: CaseContents } {
  const left: Record<string, unknown> = { ...giving };
  const gained: Record<string, unknown> = { ...taking };
  for (const [ids, list] of LISTS) {
    const moving = new Set(moved[ids]);
    left[list] = giving[list].filter((item) => !moving.has(idOf(item)));
    gained[list] = [...taking[list], ...giving[list].filter((item) => moving.has(idOf(item)))];
  }
  return { giving: left as unknown as CaseContents, taking: gained as unknown as CaseContents };
}
