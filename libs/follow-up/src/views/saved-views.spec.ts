import { Forbidden, NotFound, type Role, type SavedView, type SavedViewStore, type User } from '@earshot/domain';
import { SavedViews } from './saved-views.js';

const person = (id: string, role: Role): User => ({
  id,
  role,
  email: `${id}@example.org`,
  name: id,
  language: 'en',
  zone: 'UTC',
  disabledAt: null,
});

/** One view that is there, and what was done to it. */
function desk(view: Partial<SavedView> = {}) {
  const done: string[] = [];
  const kept: SavedView = {
    id: '1',
    owner: { id: '7', name: 'Anna' },
    name: 'Mine',
    search: {},
    shared: false,
    ...view,
  };
  const store: SavedViewStore = {
    visibleTo: () => Promise.resolve([kept]),
    find: () => Promise.resolve(kept),
    add: () => Promise.resolve(kept),
    change: (id) => {
      done.push(`changed ${id}`);
      return Promise.resolve(kept);
    },
    remove: (id) => {
      done.push(`removed ${id}`);
      return Promise.resolve();
    },
  };
  return { views: new SavedViews(store), done };
}

describe('saved views', () => {
  it('are shared by those who lead, and by nobody else', async () => {
    const { views } = desk();
    const shared = { name: 'Legal', search: { list: 'overdue' }, shared: true };
    await expect(views.add(shared, person('7', 'agent'))).rejects.toThrow(Forbidden);
    await expect(views.change('1', { shared: true }, person('7', 'agent'))).rejects.toThrow(Forbidden);
    await expect(views.add(shared, person('7', 'lead'))).resolves.toBeDefined();
  });

  it('that somebody keeps for themselves do not exist for others, whatever their role', async () => {
    const { views, done } = desk();
    await expect(views.remove('1', person('8', 'admin'))).rejects.toThrow(NotFound);
    await expect(views.change('1', { name: 'Other' }, person('8', 'lead'))).rejects.toThrow(NotFound);
    expect(done).toEqual([]);
  });

  it('that are shared change by their owner and by those who lead', async () => {
    const { views, done } = desk({ shared: true });
    await views.change('1', { name: 'Other' }, person('7', 'agent'));
    await views.remove('1', person('8', 'manager'));
    await expect(views.remove('1', person('9', 'agent'))).rejects.toThrow(Forbidden);
    expect(done).toEqual(['changed 1', 'removed 1']);
  });
});
