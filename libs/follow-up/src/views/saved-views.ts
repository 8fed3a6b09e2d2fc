import {
  Forbidden,
  NotFound,
  type BoardSearch,
  type Role,
  type SavedView,
  type SavedViewStore,
  type User,
} from '@earshot/domain';

/** What is shared stands on everybody's board: who leads a team says what does. */
const ROLES_THAT_SHARE: readonly Role[] = ['lead', 'manager', 'admin'];

/** More than anybody finds a name for; a script must not fill the menu. */
const MOST_VIEWS = 50;

export interface ViewChange {
  readonly name?: string | undefined;
  readonly search?: BoardSearch | undefined;
  readonly shared?: boolean | undefined;
}

/** The lists that people keep under a name, their own and those that a lead shares with all. */
export class SavedViews {
  constructor(private readonly store: SavedViewStore) {}

  /** Whether the person may share views, and change what others share. */
  mayShare({ role }: User): boolean {
    return ROLES_THAT_SHARE.includes(role);
  }

  list(reader: User): Promise<readonly SavedView[]> {
    return this.store.visibleTo(reader.id);
  }

  /** @throws Forbidden when the person may not share, Conflict when they have one of that name, InvalidInput at 50. */
  async add(view: Pick<SavedView, 'name' | 'search' | 'shared'>, by: User): Promise<SavedView> {
    if (view.shared) this.requireSharing(by);
    return this.store.add({ ...view, ownerId: by.id }, MOST_VIEWS);
  }

  /** @throws NotFound, Forbidden, Conflict */
  async change(id: string, { name, search, shared }: ViewChange, by: User): Promise<SavedView> {
    const view = await this.changeable(id, by);
    if (shared !== undefined && shared !== view.shared) this.requireSharing(by);
    return this.store.change(id, {
      ...(name === undefined ? {} : { name }),
      ...(search === undefined ? {} : { search }),
      ...(shared === undefined ? {} : { shared }),
    });
  }

  /** @throws NotFound, Forbidden */
  async remove(id: string, by: User): Promise<void> {
    await this.changeable(id, by);
    await this.store.remove(id);
  }

  /** One's own; shared ones also for those who may share. What somebody keeps for themselves exists for nobody else. */
  private async changeable(id: string, by: User): Promise<SavedView> {
    const view = await this.store.find(id);
    if (view.owner.id === by.id) return view;
    if (!view.shared) throw new NotFound('View', id);
    this.requireSharing(by);
    return view;
  }

  private requireSharing(person: User): void {
    if (!this.mayShare(person))
      throw new Forbidden(`A ${person.role} cannot change what is shared; ${ROLES_THAT_SHARE.join(', ')} can`);
  }
}
