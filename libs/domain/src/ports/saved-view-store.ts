/** What a board shows: which list, filtered how. Texts only, as they stand in its address. */
export type BoardSearch = Readonly<Record<string, string>>;

/** A list of the board with its filters, kept under a name. */
export interface SavedView {
  readonly id: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly search: BoardSearch;
  /** Everybody sees it. */
  readonly shared: boolean;
}

export type NewSavedView = Pick<SavedView, 'name' | 'search' | 'shared'> & { readonly ownerId: string };

export abstract class SavedViewStore {
  /** Those of the person and those that are shared, by name. */
  abstract visibleTo(userId: string): Promise<readonly SavedView[]>;
  /** @throws Conflict when the person has one of that name, InvalidInput when they have `most` already. */
  abstract add(view: NewSavedView, most: number): Promise<SavedView>;
  /** @throws Conflict when its owner has another one of that name, NotFound. */
  abstract change(id: string, change: Partial<Pick<SavedView, 'name' | 'search' | 'shared'>>): Promise<SavedView>;
  /** @throws NotFound */
  abstract find(id: string): Promise<SavedView>;
  /** Idempotent. */
  abstract remove(id: string): Promise<void>;
}
