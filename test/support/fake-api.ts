import {
  ALERT_LISTS,
  AlertPage,
  AlertQuery,
  CaseActionName,
  CaseActionRequest,
  CaseView,
  ChangeEvent,
  ColleagueList,
  Problem,
  Session,
  SignIn,
  SourceActionName,
  SourceDetail,
  SourceList,
  SourceView,
  type Alert,
} from '@earshot/contracts';
import fs from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { actionsFrom, AINO, COLLEAGUES, fakeCase, type CaseSketch } from './fake-data.js';
import type { FakeAnswer, FakeCases, FakeDesk, FakeFile, FakeRequest } from './fake-desk.js';
import { FakeAccount } from './fake-account.js';
import { FakeCustomers } from './fake-customers.js';
import { FakeDigests } from './fake-digests.js';
import { FakeDetection } from './fake-detection.js';
import { FakeInsights } from './fake-insights.js';
import { FakeMessages } from './fake-messages.js';
import { FakeMovements } from './fake-movements.js';
import { FakeNotifications } from './fake-notifications.js';
import { FakePlaybook } from './fake-playbook.js';
import { FakePolicy } from './fake-policy.js';
import { FakeReplies } from './fake-replies.js';
import { FakeSourceSetup } from './fake-source-setup.js';

const CSRF_TOKEN = 'csrf-of-this-session';
const COOKIE = 'earshot=signed-in';

/** The same policy as the real server sends; a page that breaks it shows in the browser's console. */
const POLICY =
  "default-src 'self'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** How the next requests to a path fail or linger. */
interface Trouble {
  readonly path: RegExp;
  readonly status?: number;
  readonly delayMs?: number;
  /** How many requests it concerns; all when left out. */
  times?: number;
}

interface FakeApiOptions {
  readonly dashboard: string;
  readonly role?: Session['user']['role'];
  readonly signedIn?: boolean;
}

/**
 * The API as the dashboard sees it, in memory, for tests of what the dashboard shows. Every answer passes the contracts
 * before it is sent, every request is read by them, so that the fake cannot drift away from what was agreed.
 */
export class FakeApi implements FakeCases {
  readonly replies = new FakeReplies(this);
  readonly playbook = new FakePlaybook(this);
  readonly notifications = new FakeNotifications(this);
  readonly customers = new FakeCustomers(this);
  readonly messages = new FakeMessages();
  readonly detection: FakeDetection;
  readonly policy: FakePolicy;
  readonly digests: FakeDigests;
  readonly sourceSetup: FakeSourceSetup;
  readonly account: FakeAccount;
  private readonly desks: readonly FakeDesk[];
  readonly requests: string[] = [];
  /** Requests and answers that the contracts do not allow; a test ends with none. */
  readonly violations: string[] = [];
  private readonly cases = new Map<string, { alert: Alert; view: CaseView }>();
  private readonly sources = new Map<string, SourceDetail>();
  private readonly streams = new Set<ServerResponse>();
  private troubles: Trouble[] = [];
  /** The built dashboard by path, read once: a build that runs meanwhile does not change it under a test. */
  private readonly files = new Map<string, Buffer>();
  private lastCaseId = 0;
  private lastEventId = 0;
  private server: http.Server | null = null;
  private port = 0;
  private signedIn: boolean;

  constructor(private readonly options: FakeApiOptions) {
    this.signedIn = options.signedIn ?? true;
    this.detection = new FakeDetection(options.role ?? 'agent');
    this.policy = new FakePolicy(options.role ?? 'agent');
    this.digests = new FakeDigests(options.role ?? 'agent');
    this.sourceSetup = new FakeSourceSetup(this.sources, options.role ?? 'agent');
    this.account = new FakeAccount(options.role ?? 'agent', () => this.session());
    const movements = new FakeMovements(this);
    this.desks = [
      this.replies,
      this.playbook,
      this.notifications,
      this.customers,
      this.messages,
      this.detection,
      new FakeInsights(() => [...this.cases.values()].map(({ view }) => view)),
      movements,
      this.policy,
      this.digests,
      this.account,
      this.sourceSetup,
    ];
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free loopback port; after `stop`, on the same one again. */
  async start(): Promise<void> {
    if (this.files.size === 0) await this.readDashboard();
    const server = http.createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        // A page that is closed drops its requests. Anything else breaks the contract, and must be seen.
        if (response.destroyed || request.readableAborted) return;
        this.violations.push(`${request.method} ${request.url}: ${String(error)}`);
        sendProblem(response, 500);
      });
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private async readDashboard(): Promise<void> {
    const { dashboard } = this.options;
    for (const entry of await fs.readdir(dashboard, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      this.files.set(`/${path.relative(dashboard, file).split(path.sep).join('/')}`, await fs.readFile(file));
    }
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    this.streams.clear();
  }

  addCases(sketches: readonly CaseSketch[]): string[] {
    return sketches.map((sketch) => {
      const id = ++this.lastCaseId;
      this.cases.set(String(id), fakeCase(id, sketch));
      return String(id);
    });
  }

  addSources(sources: readonly SourceDetail[]): void {
    for (const source of sources) this.sources.set(source.id, source);
  }

  /** Changes a case behind the reader's back, as a colleague does: the version counts up. */
  changeCase(id: string, change: Partial<Alert>): void {
    const found = this.found(id);
    const version = found.alert.version + 1;
    this.cases.set(id, {
      alert: { ...found.alert, ...change, version },
      view: { ...found.view, version, ...(change.owner === undefined ? {} : { owner: change.owner }) },
    });
  }

  view(id: string): CaseView | null {
    return this.cases.get(id)?.view ?? null;
  }

  viewsOf(customerId: string): readonly CaseView[] {
    return [...this.cases.values()].map(({ view }) => view).filter(({ customer }) => customer.id === customerId);
  }

  copy(id: string, change: Partial<CaseView>): CaseView {
    const { alert, view } = this.found(id);
    const caseId = String(++this.lastCaseId);
    const made = CaseView.parse({ ...view, ...change, caseId, version: 1 });
    this.cases.set(caseId, { alert: { ...alert, caseId, version: 1 }, view: made });
    return made;
  }

  change(id: string, change: Partial<CaseView>): void {
    const { alert, view } = this.found(id);
    const version = alert.version + 1;
    const changed = CaseView.parse({ ...view, ...change, version });
    this.cases.set(id, {
      alert: { ...alert, version, state: changed.state, owner: changed.owner, severity: changed.severity },
      view: changed,
    });
  }

  /** Tells every connected dashboard that these cases have changed. */
  announce(caseIds: readonly string[]): void {
    const event = ChangeEvent.parse({
      id: String(++this.lastEventId),
      topics: ['cases'],
      caseIds,
      sourceIds: [],
    });
    for (const stream of this.streams) stream.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  get connected(): number {
    return this.streams.size;
  }

  trouble(trouble: Trouble): void {
    this.troubles.push(trouble);
  }

  heal(): void {
    this.troubles = [];
  }

  signOut(): void {
    this.signedIn = false;
  }

  private found(id: string): { alert: Alert; view: CaseView } {
    const found = this.cases.get(id);
    if (found === undefined) throw new Error(`There is no case ${id}`);
    return found;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('Content-Security-Policy', POLICY);
    if (!url.pathname.startsWith('/api/v1/')) return this.serveDashboard(url.pathname, response);
    const route = `${request.method} ${url.pathname.slice('/api/v1'.length)}`;
    this.requests.push(route);
    const trouble = this.takeTrouble(route);
    if (trouble?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, trouble.delayMs));
    if (trouble?.status !== undefined) return sendProblem(response, trouble.status);
    this.route(route, url, request, await bodyOf(request), response);
  }

  private takeTrouble(route: string): Trouble | undefined {
    const trouble = this.troubles.find(({ path: concerned, times }) => concerned.test(route) && times !== 0);
    if (trouble?.times !== undefined) trouble.times -= 1;
    return trouble;
  }

  private route(route: string, url: URL, request: IncomingMessage, body: unknown, response: ServerResponse): void {
    if (route === 'POST /session') return this.signIn(SignIn.parse(body), response);
    if (!this.signedIn) return sendProblem(response, 401);
    const changes = request.method !== 'GET';
    if (changes && request.headers['x-csrf-token'] !== CSRF_TOKEN) return sendProblem(response, 403);

    const asked: FakeRequest = {
      method: request.method ?? 'GET',
      path: url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent),
      query: url.searchParams,
      body,
      headers: request.headers,
    };
    for (const desk of this.desks) {
      const answer = desk.answer(asked);
      if (answer === null) continue;
      if (answer.status >= 400) return sendProblem(response, answer.status, answer.faults);
      return send(response, answer.body ?? null, answer.status);
    }

    const [, one, id, , action] = /^\w+ \/(\w+)(?:\/([^/]+))?(?:\/(actions)\/([\w-]+))?$/.exec(route) ?? [];
    switch (`${request.method} ${one}${id === undefined ? '' : '/:id'}${action === undefined ? '' : '/:action'}`) {
      case 'GET session':
        return send(response, this.session());
      case 'DELETE session':
        this.signedIn = false;
        response.writeHead(204).end();
        return;
      case 'GET events':
        return this.openStream(response);
      case 'GET alerts':
        return send(response, this.alertPage(AlertQuery.parse(Object.fromEntries(url.searchParams))));
      case 'GET cases/:id': {
        const found = this.cases.get(id ?? '');
        return found === undefined ? sendProblem(response, 404) : send(response, CaseView.parse(found.view));
      }
      case 'POST cases/:id/:action':
        return this.actOnCase(id ?? '', CaseActionName.parse(action), CaseActionRequest.parse(body), response);
      case 'GET users':
        return send(response, ColleagueList.parse({ items: COLLEAGUES }));
      case 'GET sources':
        return send(
          response,
          SourceList.parse({ items: [...this.sources.values()].map((source) => SourceView.parse(source)) }),
        );
      case 'GET sources/:id': {
        const source = this.sources.get(id ?? '');
        return source === undefined ? sendProblem(response, 404) : send(response, source);
      }
      case 'POST sources/:id/:action':
        return this.actOnSource(id ?? '', SourceActionName.parse(action), response);
      default:
        return sendProblem(response, 404);
    }
  }

  private session(): Session {
    const role = this.options.role ?? 'agent';
    return Session.parse({
      user: { ...AINO, email: 'aino@nordvik.example', role, ...this.account.settings },
      csrfToken: CSRF_TOKEN,
      organisation: 'Nordvik',
    });
  }

  private signIn({ password }: SignIn, response: ServerResponse): void {
    if (password !== 'correct horse') return sendProblem(response, 401);
    this.signedIn = true;
    response.setHeader('Set-Cookie', `${COOKIE}; HttpOnly; SameSite=Lax; Path=/`);
    send(response, this.session());
  }

  private openStream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 300\n\n');
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }

  private alertPage(query: AlertQuery): AlertPage {
    const listed = (list: AlertQuery['list']): Alert[] =>
      [...this.cases.values()]
        .filter(({ alert, view }) => listOf(alert, view).includes(list))
        .map(({ alert }) => alert)
        .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || Number(a.caseId) - Number(b.caseId));
    const found = listed(query.list).filter((alert) => fits(alert, query));
    const start = query.after === undefined ? 0 : found.findIndex((alert) => alert.caseId === query.after) + 1;
    const items = found.slice(start, start + query.limit);
    const hasMore = start + items.length < found.length;
    return AlertPage.parse({
      items,
      next: hasMore ? (items.at(-1)?.caseId ?? null) : null,
      counts: Object.fromEntries(ALERT_LISTS.map((list) => [list, listed(list).length])),
    });
  }

  private actOnCase(
    id: string,
    action: ReturnType<typeof CaseActionName.parse>,
    request: CaseActionRequest,
    response: ServerResponse,
  ): void {
    const { alert, view } = this.found(id);
    if (alert.version !== request.version) return sendProblem(response, 409);
    const now = new Date().toISOString();
    const state = {
      answered: 'acknowledged',
      acknowledge: 'acknowledged',
      wait: 'waiting',
      resume: 'acknowledged',
      'not-a-complaint': 'not_a_complaint',
      reopen: 'reopened',
    } as const;
    const next = action in state ? state[action as keyof typeof state] : alert.state;
    const closes = action === 'answered' || action === 'not-a-complaint';
    const opens = action === 'reopen';
    const tasks = view.tasks.map((task) => ({
      ...task,
      state: closes ? ('done' as const) : opens ? ('open' as const) : task.state,
      closedAt: closes ? now : opens ? null : task.closedAt,
    }));
    const owner =
      action === 'assign-to-me'
        ? AINO
        : action === 'unassign'
          ? null
          : action === 'assign'
            ? (COLLEAGUES.find(({ id: colleague }) => colleague === request.assignee) ?? null)
            : alert.owner;
    const severity = request.severity ?? alert.severity;
    const version = alert.version + 1;
    const isOpen = tasks.some((task) => task.state === 'open');
    this.cases.set(id, {
      alert: {
        ...alert,
        version,
        owner,
        severity,
        state: next,
        dueAt: isOpen ? (tasks[0]?.dueAt ?? null) : null,
        answeredAt: action === 'answered' ? now : isOpen ? null : alert.answeredAt,
      },
      view: {
        ...view,
        version,
        owner,
        severity,
        state: next,
        tasks,
        actions: actionsFrom(next, isOpen, owner?.id ?? null),
      },
    });
    send(response, CaseView.parse(this.found(id).view));
  }

  private actOnSource(id: string, action: string, response: ServerResponse): void {
    const source = this.sources.get(id);
    if (source === undefined) return sendProblem(response, 404);
    if (!['ops', 'admin'].includes(this.options.role ?? 'agent')) return sendProblem(response, 403);
    const state = action === 'pause' ? 'paused' : action === 'resume' ? 'healthy' : source.state;
    const changed = SourceDetail.parse({ ...source, state, nextPollAt: new Date().toISOString() });
    this.sources.set(id, changed);
    send(response, changed);
  }

  private serveDashboard(pathname: string, response: ServerResponse): void {
    const isFile = path.extname(pathname) !== '';
    const file = isFile ? pathname : '/index.html';
    const content = this.files.get(file);
    if (content === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(content);
  }
}

/** The lists a case stands in: the same rules as the real queries follow. */
function listOf(alert: Alert, view: CaseView): AlertQuery['list'][] {
  if (alert.state === 'not_a_complaint') return ['not_a_complaint'];
  if (view.snoozedUntil !== null && Date.parse(view.snoozedUntil) > Date.now()) return ['waiting'];
  const open = view.tasks.find((task) => task.state === 'open');
  if (open === undefined) return ['answered'];
  if (open.kind === 'review') return ['review'];
  return Date.parse(open.dueAt) <= Date.now() ? ['needs_answer', 'overdue'] : ['needs_answer'];
}

function fits(alert: Alert, query: AlertQuery): boolean {
  const text = `${alert.customer.name} ${alert.subject ?? ''} ${alert.excerpt.text}`.toLowerCase();
  return (
    (query.severity === undefined || alert.severity === query.severity) &&
    (query.language === undefined || alert.language === query.language) &&
    (query.source === undefined || alert.source.id === query.source) &&
    (query.topic === undefined || alert.topics.includes(query.topic)) &&
    (query.text === undefined || text.includes(query.text.toLowerCase())) &&
    (query.owner === 'anybody' || (query.owner === 'me' ? alert.owner?.id === AINO.id : alert.owner === null))
  );
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (request.headers['content-type']?.startsWith('multipart/form-data') === true) return fileOf(text);
  return text === '' ? undefined : JSON.parse(text);
}

function fileOf(form: string): FakeFile {
  const name = /filename="([^"]+)"/.exec(form)?.[1];
  if (name === undefined) throw new Error('The form has no file');
  return { name, size: form.length };
}

function send(response: ServerResponse, body: object | null, status = 200): void {
  if (body === null) response.writeHead(status).end();
  else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function sendProblem(response: ServerResponse, status: number, faults?: FakeAnswer['faults']): void {
  const problem = Problem.parse({
    type: 'about:blank',
    title: http.STATUS_CODES[status] ?? 'Error',
    status,
    ...(faults === undefined ? {} : { faults: [...faults] }),
  });
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
}
