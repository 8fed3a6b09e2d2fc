import {
  Conflict,
  InvalidInput,
  NotFound,
  SavedViewStore,
  type BoardSearch,
  type NewSavedView,
  type SavedView,
} from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { SavedViewEntity } from '../entities/index.js';
import { isUniqueViolation } from './unique-violation.js';

const VIEW = `
  select v.id, v.name, v.search, v.shared, v.owner_id as "ownerId", o.name as "ownerName"
  from saved_views v join users o on o.id = v.owner_id`;

interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly search: BoardSearch;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly ownerName: string;
}

export class PostgresSavedViewStore extends SavedViewStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async visibleTo(userId: string): Promise<readonly SavedView[]> {
    const rows = await this.dataSource.query<ViewRow[]>(
      `${VIEW} where v.shared or v.owner_id = $1 order by lower(v.name), v.id`,
      [userId],
    );
    return rows.map(viewOf);
  }

  async find(id: string): Promise<SavedView> {
    const [row] = await this.dataSource.query<ViewRow[]>(`${VIEW} where v.id = $1`, [id]);
    if (row === undefined) throw new NotFound('View', id);
    return viewOf(row);
  }

  async add({ ownerId, name, search, shared }: NewSavedView, most: number): Promise<SavedView> {
    if ((await this.views.countBy({ ownerId })) >= most)
      throw new InvalidInput('The view cannot be kept', [
        { path: 'name', message: `there are ${most} views already, remove one first` },
      ]);
    const view = this.views.create({ ownerId, name, search, shared });
    return this.find((await named(name, this.views.save(view))).id);
  }

  async change(id: string, change: Partial<Pick<SavedView, 'name' | 'search' | 'shared'>>): Promise<SavedView> {
    if (Object.keys(change).length > 0) await named(change.name ?? '', this.views.update({ id }, change));
    return this.find(id);
  }

  async remove(id: string): Promise<void> {
    await this.views.delete({ id });
  }

  private get views() {
    return this.dataSource.getRepository(SavedViewEntity);
  }
}

/** @throws Conflict when the name is taken */
async function named<Result>(name: string, saving: Promise<Result>): Promise<Result> {
  try {
    return await saving;
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict(`There is a view with the name '${name}' already`);
    throw error;
  }
}

const viewOf = ({ id, name, search, shared, ownerId, ownerName }: ViewRow): SavedView => ({
  id,
  name,
  search,
  shared,
  owner: { id: ownerId, name: ownerName },
});
