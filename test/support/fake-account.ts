import {
  MuteRequest,
  NewSavedView,
  NotificationChoices,
  NotificationPreferencesView,
  OwnSettings,
  PasswordChange,
  SavedView,
  SavedViewChange,
  SavedViewList,
  type Session,
} from '@earshot/contracts';
import { AINO, MARIS } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const LEADS: readonly Session['user']['role'][] = ['lead', 'manager', 'admin'];

/** What the signed-in person keeps for themselves: settings, password, lists of the board. */
export class FakeAccount implements FakeDesk {
  settings: OwnSettings = { language: 'en', zone: 'Europe/Helsinki' };
  password = 'correct horse battery';
  notifications: NotificationPreferencesView = {
    mail: true,
    mailFrom: 'none',
    notMailed: [],
    quiet: null,
    mutedUntil: null,
    quietUntil: { critical: null, other: null },
  };
  private views: SavedView[] = [];

  constructor(
    private readonly role: Session['user']['role'],
    private readonly session: () => Session,
  ) {}

  /** As a lead has shared it. */
  share(name: string, search: SavedView['search']): void {
    const view = {
      id: String(900 + this.views.length),
      name,
      search,
      shared: true,
      owner: MARIS,
      mayChange: this.mayShare,
    };
    this.views.push(SavedView.parse(view));
  }

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    const [what, part] = path;
    if (what === 'views') return this.answerViews(method, part, body);
    if (what !== 'session' || part === undefined) return null;
    if (part === 'settings') {
      this.settings = OwnSettings.parse(body);
      return ok(this.session());
    }
    if (part === 'notifications' || part === 'mute') {
      if (method === 'PUT') {
        const changed =
          part === 'mute' ? { mutedUntil: MuteRequest.parse(body).until } : NotificationChoices.parse(body);
        this.notifications = { ...this.notifications, ...changed };
      }
      return ok(NotificationPreferencesView.parse(this.notifications));
    }
    const { old, next } = PasswordChange.parse(body);
    if (old !== this.password) return problem(400, [{ path: 'old', message: 'is wrong' }]);
    this.password = next;
    return { status: 204 };
  }

  private get mayShare(): boolean {
    return LEADS.includes(this.role);
  }

  private answerViews(method: string, id: string | undefined, body: unknown): FakeAnswer {
    if (method === 'GET') return ok(SavedViewList.parse({ items: this.views, mayShare: this.mayShare }));
    if (method === 'POST') {
      const { name, search, shared } = NewSavedView.parse(body);
      if (shared && !this.mayShare) return problem(403);
      if (this.views.some((view) => view.name === name)) return problem(409);
      const view = SavedView.parse({
        id: String(900 + this.views.length),
        name,
        search,
        shared,
        owner: AINO,
        mayChange: true,
      });
      this.views.push(view);
      return ok(view);
    }
    const found = this.views.find((view) => view.id === id);
    if (found === undefined) return problem(404);
    if (!found.mayChange) return problem(403);
    this.views = this.views.filter((view) => view !== found);
    if (method === 'DELETE') return { status: 204 };
    const changed = SavedView.parse({ ...found, ...SavedViewChange.parse(body) });
    this.views.push(changed);
    return ok(changed);
  }
}
