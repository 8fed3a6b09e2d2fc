import {
  ChangeEvent,
  ColleagueList,
  Session,
  SignIn,
  type Alert,
  type CaseView,
  type Colleague,
  type SourceDetail,
} from '@earshot/contracts';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DashboardFiles } from './dashboard-files.js';
import { FakeAlerts } from './fake-alerts.js';
import { FakeCaseActions } from './fake-case-actions.js';
import { FakeCaseStore } from './fake-case-store.js';
import { AINO, COLLEAGUES, type CaseSketch } from './fake-data.js';
import type { FakeDesk, FakeRequest } from './fake-desk.js';
import { bodyOf, sendAnswer, sendProblem } from './fake-http.js';
import { FakeAccount } from './fake-account.js';
import { FakeCustomers } from './fake-customers.js';
import { FakeDigests } from './fake-digests.js';
import { FakeRules } from './fake-rules.js';
import { FakeDetection } from './fake-detection.js';
import { FakeImports } from './fake-imports.js';
import { FakeInsights } from './fake-insights.js';
import { FakeMessages } from './fake-messages.js';
import { FakeMovements } from './fake-movements.js';
import { FakeNotifications } from './fake-notifications.js';
import { FakePlaybook } from './fake-playbook.js';
import { FakePolicy } from './fake-policy.js';
import { FakeAudit } from './fake-audit.js';
import { FakeExports } from './fake-exports.js';
import { FakeFirstSteps } from './fake-first-steps.js';
import { FakePeople } from './fake-people.js';
import { FakeReplies } from './fake-replies.js';
import { FakeTemplates } from './fake-templates.js';
import { FakeTokens } from './fake-tokens.js';
import { FakeSourceSetup } from './fake-source-setup.js';
import { FakeSources } from './fake-sources.js';

const CSRF_TOKEN = 'csrf-of-this-session';
const COOKIE = 'earshot=signed-in';

/** The same policy as the real server sends; a page that breaks it shows in the browser's console. */
const POLICY =
  "default-src 'self'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** How the next requests to a path fail or linger. */
interface Trouble {
  readonly path: RegExp;
  readonly status?: number;
  readonly delayMs?: number;
  /** How many requests it concerns; all when left out. */
  times?: number;
}

export interface FakeApiOptions {
  readonly dashboard: string;
  readonly role?: Session['user']['role'];
  readonly signedIn?: boolean;
}

/**
 * The API as the dashboard sees it, in memory, for tests of what the dashboard shows. Every answer passes the contracts
 * before it is sent, every request is read by them, so that the fake cannot drift away from what was agreed.
 */
export class FakeApi {
  private readonly cases = new FakeCaseStore();
  readonly replies = new FakeReplies(this.cases);
  readonly playbook = new FakePlaybook(this.cases);
  readonly notifications = new FakeNotifications(this.cases);
  readonly customers = new FakeCustomers(this.cases);
  readonly insights = new FakeInsights(() => this.cases.views());
  readonly imports: FakeImports;
  readonly messages = new FakeMessages();
  readonly detection: FakeDetection;
  readonly policy: FakePolicy;
  readonly digests: FakeDigests;
  /** Who works here, and in which role. */
  colleagues: readonly Colleague[] = COLLEAGUES;
  readonly rules: FakeRules;
  readonly sourceSetup: FakeSourceSetup;
  readonly account: FakeAccount;
  readonly people: FakePeople;
  readonly firstSteps: FakeFirstSteps;
  readonly tokens: FakeTokens;
  readonly templates: FakeTemplates;
  private readonly desks: readonly FakeDesk[];
  readonly requests: string[] = [];
  /** Requests and answers that the contracts do not allow; a test ends with none. */
  readonly violations: string[] = [];
  private readonly sources = new Map<string, SourceDetail>();
  private readonly streams = new Set<ServerResponse>();
  private troubles: Trouble[] = [];
  private readonly files: DashboardFiles;
  private readonly role: Session['user']['role'];
  private lastEventId = 0;
  private server: http.Server | null = null;
  private port = 0;
  private signedIn: boolean;

  constructor({ dashboard, role = 'agent', signedIn = true }: FakeApiOptions) {
    this.files = new DashboardFiles(dashboard);
    this.role = role;
    this.signedIn = signedIn;
    this.detection = new FakeDetection(role);
    this.policy = new FakePolicy(role);
    this.digests = new FakeDigests(role);
    this.rules = new FakeRules(role);
    this.imports = new FakeImports(role);
    this.sourceSetup = new FakeSourceSetup(this.sources, role);
    this.account = new FakeAccount(role, () => this.session());
    this.people = new FakePeople(role);
    this.firstSteps = new FakeFirstSteps(role, this.sources);
    this.tokens = new FakeTokens(role);
    this.templates = new FakeTemplates(this.cases, role);
    this.desks = [
      this.people,
      this.firstSteps,
      new FakeAudit(role),
      new FakeExports(role),
      this.tokens,
      this.replies,
      this.playbook,
      this.notifications,
      this.customers,
      this.messages,
      this.imports,
      this.detection,
      this.insights,
      new FakeMovements(this.cases),
      this.policy,
      this.templates,
      this.digests,
      this.rules,
      this.account,
      this.sourceSetup,
      new FakeAlerts(this.cases),
      new FakeCaseActions(this.cases),
      new FakeSources(this.sources, role),
    ];
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free loopback port; after `stop`, on the same one again. */
  async start(): Promise<void> {
    await this.files.read();
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
    return this.cases.add(sketches);
  }

  addSources(sources: readonly SourceDetail[]): void {
    for (const source of sources) this.sources.set(source.id, source);
  }

  /** Changes a case behind the reader's back, as a colleague does: the version counts up. */
  changeCase(id: string, change: Partial<Alert>): void {
    this.cases.changeAlert(id, change);
  }

  view(id: string): CaseView | null {
    return this.cases.view(id);
  }

  change(id: string, change: Partial<CaseView>): void {
    this.cases.change(id, change);
  }

  /** Tells every connected dashboard that these cases, or other topics, have changed. */
  announce(caseIds: readonly string[], topics: ChangeEvent['topics'] = ['cases']): void {
    const event = ChangeEvent.parse({
      id: String(++this.lastEventId),
      topics,
      caseIds,
      sourceIds: [],
    });
    for (const stream of this.streams) stream.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  /** Tells every connected dashboard that the server is there, and when it will say so again at the latest. */
  sayAlive(nextWithinMs: number): void {
    for (const stream of this.streams) stream.write(`event: alive\ndata: ${nextWithinMs}\n\n`);
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

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('Content-Security-Policy', POLICY);
    if (!url.pathname.startsWith('/api/v1/')) return this.files.serve(url.pathname, response);
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
    switch (route) {
      case 'GET /session':
        return sendAnswer(response, { status: 200, body: this.session() });
      case 'DELETE /session':
        this.signedIn = false;
        return sendAnswer(response, { status: 204 });
      case 'GET /events':
        return this.openStream(response);
      case 'GET /users':
        return sendAnswer(response, { status: 200, body: ColleagueList.parse({ items: this.colleagues }) });
    }
    const asked: FakeRequest = {
      method: request.method ?? 'GET',
      path: url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent),
      query: url.searchParams,
      body,
      headers: request.headers,
    };
    for (const desk of this.desks) {
      const answer = desk.answer(asked);
      if (answer !== null) return sendAnswer(response, answer);
    }
    return sendProblem(response, 404);
  }

  private session(): Session {
    return Session.parse({
      user: { ...AINO, email: 'aino@nordvik.example', role: this.role, ...this.account.settings },
      csrfToken: CSRF_TOKEN,
      organisation: 'Nordvik',
    });
  }

  private signIn({ password }: SignIn, response: ServerResponse): void {
    if (password !== 'correct horse') return sendProblem(response, 401);
    this.signedIn = true;
    response.setHeader('Set-Cookie', `${COOKIE}; HttpOnly; SameSite=Lax; Path=/`);
    sendAnswer(response, { status: 200, body: this.session() });
  }

  private openStream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 300\n\nevent: alive\ndata: 15000\n\n');
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }
}
