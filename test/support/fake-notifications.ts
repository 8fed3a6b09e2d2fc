import {
  MarkReadRequest,
  NotificationPage,
  SnoozeRequest,
  SnoozeView,
  type NotificationView,
} from '@earshot/contracts';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** What the signed-in person was told, and being left in peace about a case. */
export class FakeNotifications implements FakeDesk {
  private items: NotificationView[] = [];

  constructor(private readonly cases: FakeCases) {}

  tell(notification: Pick<NotificationView, 'event' | 'severity' | 'detail'>, caseId: string): void {
    const view = this.cases.view(caseId);
    if (view === null) throw new Error(`There is no case ${caseId}`);
    this.items.unshift({
      id: String(500 + this.items.length),
      case: { id: caseId, subject: view.subject, customer: view.customer.name },
      createdAt: new Date().toISOString(),
      readAt: null,
      mail: { state: 'none', error: null },
      ...notification,
    });
  }

  answer({ path, method, body, query }: FakeRequest): FakeAnswer | null {
    const [what, one, part] = path;
    if (what === 'notifications') return method === 'GET' ? ok(this.page(query)) : ok(this.read(body));
    if (what !== 'cases' || (part !== 'snooze' && part !== 'unsnooze')) return null;
    const caseId = one ?? '';
    const view = this.cases.view(caseId);
    if (view === null) return problem(404);
    const { version, until } = SnoozeRequest.partial({ until: true }).parse(body);
    if (view.version !== version) return problem(409);
    this.cases.change(caseId, { snoozedUntil: until ?? null });
    return ok(SnoozeView.parse({ ...this.cases.view(caseId) }));
  }

  private page(query: URLSearchParams): NotificationPage {
    const items = this.items.filter(({ readAt }) => query.get('unread') !== 'true' || readAt === null);
    const limit = Number(query.get('limit') ?? 50);
    return NotificationPage.parse({ items: items.slice(0, limit), next: null, unread: this.unread() });
  }

  private read(body: unknown): { unread: number } {
    const { ids } = MarkReadRequest.parse(body);
    const readAt = new Date().toISOString();
    this.items = this.items.map((item) => (ids === undefined || ids.includes(item.id) ? { ...item, readAt } : item));
    return { unread: this.unread() };
  }

  private unread(): number {
    return this.items.filter(({ readAt }) => readAt === null).length;
  }
}
