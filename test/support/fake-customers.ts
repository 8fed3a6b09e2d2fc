import { CustomerChangeRequest, CustomerView, NoteRequest } from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** The customers of the cases: each known by an address, with what colleagues wrote down. */
export class FakeCustomers implements FakeDesk {
  private readonly known = new Map<string, Partial<CustomerView>>();
  private lastId = 30_000;

  constructor(private readonly cases: FakeCases) {}

  know(customerId: string, known: Partial<CustomerView>): void {
    this.known.set(customerId, { ...this.known.get(customerId), ...known });
  }

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    const [what, id = '', part, one] = path;
    if (what !== 'customers') return null;
    const customer = this.customer(id);
    if (customer === null) return problem(404);
    if (method === 'PATCH') {
      const { group = customer.group } = CustomerChangeRequest.parse(body);
      this.know(id, { group });
    } else if (part === 'notes' && method === 'POST') {
      const { text } = NoteRequest.parse(body);
      const note = { id: String((this.lastId += 1)), author: AINO, text, at: new Date().toISOString() };
      this.know(id, { notes: [note, ...customer.notes] });
    } else if (part === 'notes') this.know(id, { notes: customer.notes.filter((note) => note.id !== one) });
    return ok(this.customer(id) ?? {});
  }

  private customer(id: string): CustomerView | null {
    const views = this.cases.viewsOf(id);
    const [first] = views;
    if (first === undefined) return null;
    return CustomerView.parse({
      id,
      version: 1,
      name: first.customer.name,
      group: null,
      firstSeenAt: first.openedAt,
      leftAt: null,
      identities: [{ id: '1', namespace: 'mailto', value: 'customer@mail.example' }],
      cases: views.length,
      openCases: views.length,
      lastContactAt: first.openedAt,
      mergedInto: null,
      erasedAt: null,
      promises: [],
      notes: [],
      history: views.map((view) => ({
        caseId: view.caseId,
        state: view.state,
        severity: view.severity,
        channel: view.messages.at(-1)?.channel ?? 'email',
        subject: view.subject,
        source: { id: '1', name: 'help@nordvik.example' },
        openedAt: view.openedAt,
        lastMessageAt: view.openedAt,
        dueAt: null,
        answeredAt: view.answeredAt,
      })),
      compensations: { given: 0, used: 0, totals: [] },
      merges: [],
      ...this.known.get(id),
    });
  }
}
