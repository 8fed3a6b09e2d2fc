import {
  SavedSource,
  AddSourceRequest,
  BackfillAnswer,
  BackfillRequest,
  CheckSavedSourceRequest,
  CheckSourceRequest,
  CloneSourceRequest,
  DismissRequest,
  EditSourceRequest,
  QuarantineItemView,
  QuarantinePage,
  RetryAnswer,
  SourceCheckView,
  SourceConfiguration,
  SourceContentsView,
  SourceDetail,
  SourceKindList,
  type BackfillView,
  type Session,
} from '@earshot/contracts';
import { CONNECTORS } from '@earshot/connectors';
import { InvalidInput } from '@earshot/domain';
import { SourceKinds } from '@earshot/intake';
import { fakeSource } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const PAGE = 50;
const EMPTY_LEDGER = { seen: 0, stored: 0, duplicate: 0, skipped: {}, quarantined: 0 };

/** Configures sources in memory; what a check finds and what a retry comes to is what the test says. */
export class FakeSourceSetup implements FakeDesk {
  readonly kinds = new SourceKinds(CONNECTORS);
  check: SourceCheckView = { ok: true, summary: 'Reached', warnings: [], preview: [], failure: null };
  retry: RetryAnswer = { outcome: 'stored', detail: null };
  consentUrl: string | null = null;
  /** What a backfill finds that was not there. */
  missing: BackfillView['missing'] = {
    messages: 3,
    earliest: '2026-02-01T09:00:00.000Z',
    latest: '2026-02-03T17:30:00.000Z',
  };
  /** What was entered, as the server would seal it. */
  readonly secrets = new Map<string, Record<string, string>>();
  private readonly closed = new Map<string, Partial<QuarantineItemView>>();
  private readonly backfills = new Map<string, string>();

  constructor(
    private readonly sources: Map<string, SourceDetail>,
    private readonly role: Session['user']['role'],
  ) {}

  answer({ path, method, body, headers, query }: FakeRequest): FakeAnswer | null {
    const [what, id, part, item, deed] = path;
    if (what === 'source-kinds') return this.forOps(() => ok(SourceKindList.parse({ items: this.kinds.list() })));
    if (what !== 'sources') return null;
    const route = `${method} ${part ?? ''}`;
    if (id === undefined) return method === 'POST' ? this.forOps(() => this.add(body)) : null;
    if (id === 'check') return this.forOps(() => this.checkDraft(body));
    const source = this.sources.get(id);
    if (part === 'actions') return null;
    if (source === undefined) return problem(404);
    if (part === 'quarantine') return this.quarantine(source, { method, item, deed, body, query });
    switch (route) {
      case 'GET ':
        return null;
      case 'PATCH ':
        return this.forOps(() => this.edit(source, headers['if-match'], body));
      case 'DELETE ':
        return this.forOps(() => this.remove(source, headers['if-match']));
      case 'GET configuration':
        return this.forOps(() => ok(this.configuration(source)));
      case 'GET contents':
        return ok(
          SourceContentsView.parse({ messages: 31, openQuarantine: 0, ownCases: 30, openOwnCases: 28, sharedCases: 1 }),
        );
      case 'POST check':
        CheckSavedSourceRequest.parse(body);
        return ok(SourceCheckView.parse(this.check));
      case 'POST clone':
        return this.clone(source, CloneSourceRequest.parse(body).name);
      case 'POST backfill':
        this.backfills.set(id, String(BackfillRequest.parse(body).from));
        return ok(this.backfill(id));
      case 'GET backfill':
        return ok(this.backfill(id));
      case 'POST consent':
        return this.consentUrl === null ? problem(409) : ok({ url: this.consentUrl });
      default:
        return null;
    }
  }

  private forOps(then: () => FakeAnswer): FakeAnswer {
    return this.role === 'ops' || this.role === 'admin' ? then() : problem(403);
  }

  private faulty(kind: string, options: unknown, secrets: object, name = 'x'): FakeAnswer | null {
    try {
      this.kinds.check(kind, options, Object.keys(secrets));
    } catch (error) {
      if (error instanceof InvalidInput) return problem(400, error.faults);
      throw error;
    }
    const isTaken = [...this.sources.values()].some((source) => source.name === name);
    return isTaken ? problem(400, [{ path: 'name', message: `'${name}' is taken; names must differ` }]) : null;
  }

  private checkDraft(body: unknown): FakeAnswer {
    const { kind, options, secrets } = CheckSourceRequest.parse(body);
    return this.faulty(kind, options, secrets) ?? ok(SourceCheckView.parse(this.check));
  }

  private add(body: unknown): FakeAnswer {
    const { kind, name, options, secrets } = AddSourceRequest.parse(body);
    const fault = this.faulty(kind, options, secrets, name);
    if (fault !== null) return fault;
    const id = String(this.sources.size + 100);
    this.secrets.set(id, secrets);
    const warnings = this.samePlace(id, kind, options);
    const added = { ...fakeSource({ id, name, kind, sample: false, state: 'healthy' as const }), options };
    this.sources.set(id, added);
    return ok(SavedSource.parse({ ...added, warnings }), 201);
  }

  private samePlace(id: string, kind: string, options: object): string[] {
    return [...this.sources.values()]
      .filter((known) => known.id !== id && known.kind === kind)
      .filter((known) => JSON.stringify(known.options) === JSON.stringify(options))
      .map((twin) => `'${twin.name}' (source ${twin.id}) reads the same place already`);
  }

  private edit(source: SourceDetail, ifMatch: unknown, body: unknown): FakeAnswer {
    if (ifMatch !== `"${source.version}"`) return problem(412);
    const { name, options, secrets } = EditSourceRequest.parse(body);
    const all = { ...this.secrets.get(source.id), ...secrets };
    const entries = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    this.secrets.set(source.id, Object.fromEntries(entries));
    const changed = { name: name ?? source.name, options: options ?? source.options, version: source.version + 1 };
    const warnings = options === undefined ? [] : this.samePlace(source.id, source.kind, options);
    return ok(SavedSource.parse({ ...this.put({ ...source, ...changed }), warnings }));
  }

  private remove(source: SourceDetail, ifMatch: unknown): FakeAnswer {
    if (ifMatch !== `"${source.version}"`) return problem(412);
    this.sources.delete(source.id);
    return { status: 204 };
  }

  private clone(source: SourceDetail, name: string): FakeAnswer {
    return ok(this.put({ ...source, id: String(this.sources.size + 100), name, state: 'paused', version: 1 }), 201);
  }

  private put(source: SourceDetail): SourceDetail {
    const checked = SourceDetail.parse(source);
    this.sources.set(checked.id, checked);
    return checked;
  }

  private configuration(source: SourceDetail): SourceConfiguration {
    return SourceConfiguration.parse({
      id: source.id,
      kind: this.kinds.list().find(({ kind }) => kind === source.kind) ?? null,
      name: source.name,
      options: source.options,
      secretsSet: Object.keys(this.secrets.get(source.id) ?? {}),
      pollIntervalSeconds: source.pollIntervalSeconds,
      readSince: null,
      provisionedBy: source.provisionedBy,
      takesConsent: this.consentUrl !== null,
      version: source.version,
    });
  }

  private backfill(id: string): BackfillAnswer {
    const from = this.backfills.get(id);
    if (from === undefined) return { backfill: null };
    const { messages } = this.missing;
    const ledger = { ...EMPTY_LEDGER, seen: 12, stored: messages, duplicate: 12 - messages };
    return BackfillAnswer.parse({
      backfill: {
        from: `${from.slice(0, 10)}T00:00:00.000Z`,
        askedAt: new Date().toISOString(),
        reason: null,
        state: 'done',
        ledger,
        missing: this.missing,
      },
    });
  }

  private quarantine(
    source: SourceDetail,
    {
      method,
      item,
      deed,
      body,
      query,
    }: Pick<FakeRequest, 'method' | 'body' | 'query'> & { item: string | undefined; deed: string | undefined },
  ): FakeAnswer {
    if (method === 'GET') return ok(this.page(source, query));
    const at = new Date().toISOString();
    if (deed === 'dismiss') {
      const { reason } = DismissRequest.parse(body);
      this.close(source, item ?? '', { state: 'dismissed', closedAt: at, closedBy: 'Aino', closedReason: reason });
      return { status: 204 };
    }
    const answer = RetryAnswer.parse(this.retry);
    if (answer.outcome === 'stored')
      this.close(source, item ?? '', { state: 'resolved', closedAt: at, closedBy: 'Aino' });
    return ok(answer);
  }

  private close(source: SourceDetail, item: string, change: Partial<QuarantineItemView>): void {
    this.closed.set(item, change);
    this.put({ ...source, openQuarantine: source.openQuarantine - 1 });
  }

  private page(source: SourceDetail, query: URLSearchParams): QuarantinePage {
    const wantsOpen = (query.get('state') ?? 'open') === 'open';
    const items = source.quarantine
      .map((item) => ({
        ...item,
        canBeReread: this.kinds.canReread(source.kind, item.rawBytes),
        state: 'open' as const,
        closedAt: null,
        closedBy: null,
        closedReason: null,
        triedAt: null,
        triedOutcome: null,
        ...this.closed.get(item.id),
      }))
      .filter(({ state }) => (state === 'open') === wantsOpen);
    const start = items.findIndex(({ id }) => id === query.get('after')) + 1;
    const shown = items.slice(start, start + PAGE);
    return QuarantinePage.parse({
      items: shown,
      next: start + PAGE < items.length ? (shown.at(-1)?.id ?? null) : null,
    });
  }
}

/** What a check of a mailbox may find. */
export const FOUND_IN_MAILBOX: SourceCheckView = {
  ok: true,
  summary: 'INBOX on imap.example.org, 1 204 messages',
  warnings: ['Answers cannot be sent: no server for outgoing mail is set up'],
  failure: null,
  preview: [
    {
      externalId: '<1@example.org>',
      channel: 'email',
      kind: 'person',
      author: 'Anna',
      sentAt: new Date().toISOString(),
      subject: 'My card',
      text: 'This is a disgrace. Nobody answers!',
      rating: null,
      assessment: {
        language: 'en',
        languageConfidence: 0.99,
        verdict: 'dissatisfied',
        probability: 0.94,
        severity: 'high',
        signals: [{ kind: 'concept', label: 'waiting', evidence: 'Nobody answers', start: 20, end: 34, weight: 2 }],
        escalations: [],
        topics: [],
        model: 'test',
      },
    },
  ],
};
