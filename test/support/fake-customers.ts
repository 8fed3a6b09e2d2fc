import {
  CustomerChangeRequest,
  CustomerEraseRequest,
  CustomerHistoryPage,
  CustomerHoldings,
  CustomerListQuery,
  CustomerMergeRequest,
  CustomerPage,
  CustomerView,
  LikelySameList,
  NoteRequest,
  UndoCustomerMergeRequest,
  type CustomerHappening,
} from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** The customers: those of the cases, and those whom a test adds. */
export class FakeCustomers implements FakeDesk {
  private readonly known = new Map<string, Partial<CustomerView>>();
  private readonly happenings = new Map<string, readonly CustomerHappening[]>();
  private suggested: LikelySameList['items'] = [];
  private lastId = 30_000;

  constructor(private readonly cases: FakeCases) {}

  /** Changes what is known of a customer, as a colleague does, or adds one who has no case. */
  know(customerId: string, known: Partial<CustomerView>): void {
    this.known.set(customerId, { ...this.known.get(customerId), ...known });
  }

  suggest(items: LikelySameList['items']): void {
    this.suggested = items;
  }

  happened(customerId: string, happenings: readonly CustomerHappening[]): void {
    this.happenings.set(customerId, happenings);
  }

  answer(request: FakeRequest): FakeAnswer | null {
    const [what, id, part] = request.path;
    if (what !== 'customers') return null;
    if (id === undefined) return ok(this.page(request.query));
    if (id === 'suggestions') return ok(LikelySameList.parse({ items: this.suggested }));
    const customer = this.customer(id);
    if (customer === null) return problem(404);
    if (part === 'history') return ok(CustomerHistoryPage.parse({ items: this.happenings.get(id) ?? [], next: null }));
    if (part === 'holdings') return ok(holdingsOf(customer));
    if (request.method === 'GET') return ok(customer);
    return this.command(customer, request);
  }

  private command(customer: CustomerView, { path, method, body }: FakeRequest): FakeAnswer {
    const { id } = customer;
    const [, , part, one] = path;
    if (method === 'PATCH') {
      const { group = customer.group } = CustomerChangeRequest.parse(body);
      this.know(id, { group });
    } else if (part === 'notes' && method === 'POST') {
      const { text } = NoteRequest.parse(body);
      const note = { id: String((this.lastId += 1)), author: AINO, text, at: new Date().toISOString() };
      this.know(id, { notes: [note, ...customer.notes] });
    } else if (part === 'notes') this.know(id, { notes: customer.notes.filter((note) => note.id !== one) });
    else if (part === 'merge') return this.merge(customer, CustomerMergeRequest.parse(body));
    else if (part === 'merges') return this.undo(customer, one ?? '', UndoCustomerMergeRequest.parse(body).version);
    else return this.erase(customer, CustomerEraseRequest.parse(body));
    return ok(this.customer(id) ?? {});
  }

  private merge(kept: CustomerView, { customerId, version, otherVersion }: CustomerMergeRequest): FakeAnswer {
    const other = this.customer(customerId);
    if (other === null) return problem(404);
    if (kept.version !== version || other.version !== otherVersion) return problem(409);
    const merge = {
      id: String((this.lastId += 1)),
      customer: { id: other.id, name: other.name },
      at: new Date().toISOString(),
      actor: AINO,
      undoneAt: null,
    };
    this.know(kept.id, {
      version: version + 1,
      identities: [...kept.identities, ...other.identities],
      cases: kept.cases + other.cases,
      merges: [merge, ...kept.merges],
    });
    this.know(other.id, { version: otherVersion + 1, mergedInto: kept.id });
    return ok(this.customer(kept.id) ?? {});
  }

  private undo(kept: CustomerView, mergeId: string, version: number): FakeAnswer {
    const merge = kept.merges.find(({ id }) => id === mergeId);
    const other = merge === undefined ? null : this.customer(merge.customer.id);
    if (merge === undefined || other === null) return problem(404);
    if (kept.version !== version) return problem(409);
    this.know(other.id, { mergedInto: null });
    this.know(kept.id, {
      version: version + 1,
      identities: kept.identities.filter((one) => !other.identities.some(({ id }) => id === one.id)),
      merges: kept.merges.map((one) => (one.id === mergeId ? { ...one, undoneAt: new Date().toISOString() } : one)),
    });
    return ok(this.customer(kept.id) ?? {});
  }

  private erase(customer: CustomerView, { version, name }: CustomerEraseRequest): FakeAnswer {
    if (customer.version !== version) return problem(409);
    if (customer.name !== name) return problem(400, [{ path: 'name', message: 'must be the name of the customer' }]);
    const holdings = holdingsOf(customer);
    this.know(customer.id, { name: '', identities: [], notes: [], erasedAt: new Date().toISOString() });
    return ok(holdings);
  }

  private page(query: URLSearchParams): CustomerPage {
    const asked = CustomerListQuery.parse(Object.fromEntries(query));
    const text = asked.text?.toLowerCase() ?? '';
    const found = [...this.known.keys()]
      .flatMap((id) => this.customer(id) ?? [])
      .filter(({ mergedInto, erasedAt }) => mergedInto === null && erasedAt === null)
      .filter((one) => [one.name, ...one.identities.map(({ value }) => value)].join(' ').toLowerCase().includes(text))
      .filter((one) => asked.with !== 'open' || one.openCases > 0)
      .filter((one) => asked.with !== 'repeat' || one.cases > 1);
    const from = asked.after === undefined ? 0 : Number(asked.after);
    const items = found.slice(from, from + asked.limit);
    const next = found.length > from + asked.limit ? String(from + asked.limit) : null;
    return CustomerPage.parse({ items, next });
  }

  private customer(id: string): CustomerView | null {
    const views = this.cases.viewsOf(id);
    const [first] = views;
    const known = this.known.get(id);
    if (first === undefined && known === undefined) return null;
    return CustomerView.parse({
      id,
      version: 1,
      name: first?.customer.name ?? 'Nobody',
      group: null,
      firstSeenAt: first?.openedAt ?? '2026-01-05T08:00:00Z',
      leftAt: null,
      identities: [{ id: '1', namespace: 'mailto', value: 'customer@mail.example' }],
      cases: views.length,
      openCases: views.length,
      lastContactAt: first?.openedAt ?? null,
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
      ...known,
    });
  }
}

function holdingsOf({ version, name, identities, cases, openCases, notes }: CustomerView): CustomerHoldings {
  return CustomerHoldings.parse({
    ...{ version, name, identities: identities.length, cases, openCases, notes: notes.length },
    ...{ messages: 3, answers: 1, drafts: 0, attachments: 0, calls: 1, promises: 0, compensations: 0 },
    ...{ verdicts: 0, quarantined: 0 },
  });
}
