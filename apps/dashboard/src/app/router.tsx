import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { boardSearch } from '../features/alerts/board-search';
import { customerSearch } from '../features/customers/customer-search';
import { auditSearch } from '../features/audit/audit-search';
import { digestSearch } from '../features/digests/digest-search';
import { insightSearch } from '../features/insights/insight-search';
import { messageSearch } from '../features/messages/message-search';
import { templateSearch } from '../features/templates/template-search';
import { failureKind } from '../shared/api/api-error';
import { haveAllTexts, speak } from '../i18n/i18n';
import { loadPart } from '../shared/lazy/load-part';
import { chosenLanguage } from '../shared/preferences/preference';
import { sessionQuery } from '../shared/session/session';
import { CrashedApp, CrashedPage, NotFoundPage, StartingPage } from './fallback-pages';
import { Shell } from './shell/shell';

interface RouterContext {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { next?: string | undefined } => {
    const next = raw['next'];
    // Said outright: what is left out would be kept as it stands in the address.
    return { next: typeof next === 'string' && isOwnPath(next) ? next : undefined };
  },
  component: lazyRouteComponent(() => loadPart(() => import('../features/sign-in/sign-in-page')), 'SignInPage'),
});

/** A page beside the board, whose texts do not come first. What of it is out of reach is missed in its place: the frame stays. */
async function loadPage<Page>(load: () => Promise<Page>): Promise<Page> {
  const [page] = await Promise.all([loadPart(load), haveAllTexts()]);
  return page;
}

/** Everything behind the sign-in. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    try {
      const { user } = await context.queries.ensureQueryData(sessionQuery);
      await speak([chosenLanguage() ?? user.language]);
    } catch (error) {
      if (failureKind(error) !== 'signed-out') throw error;
      redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href }, throw: true });
    }
  },
  component: Shell,
  errorComponent: CrashedApp,
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => redirect({ to: '/alerts', replace: true, throw: true }),
});

/** The page that most people open; its texts are among those that come first. */
const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => loadPart(() => import('../features/alerts/alert-board')), 'AlertBoard'),
});

const messages = createRoute({
  getParentRoute: () => app,
  path: '/messages',
  validateSearch: messageSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/messages/messages-page')), 'MessagesPage'),
});

const byHand = createRoute({
  getParentRoute: () => app,
  path: '/messages/by-hand',
  validateSearch: (raw: Record<string, unknown>): { source?: string | undefined } => ({
    source: typeof raw['source'] === 'string' ? raw['source'] : undefined,
  }),
  component: lazyRouteComponent(() => loadPage(() => import('../features/by-hand/by-hand-page')), 'ByHandPage'),
});

const customers = createRoute({
  getParentRoute: () => app,
  path: '/customers',
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/customers/customers-page')), 'CustomersPage'),
});

const oneCustomer = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId',
  validateSearch: (raw: Record<string, unknown>): { merge?: string | undefined } => ({
    merge: typeof raw['merge'] === 'string' && /^[1-9]\d{0,17}$/.test(raw['merge']) ? raw['merge'] : undefined,
  }),
  component: lazyRouteComponent(() => loadPage(() => import('../features/customers/customer-page')), 'CustomerPage'),
});

const insights = createRoute({
  getParentRoute: () => app,
  path: '/insights',
  validateSearch: insightSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/insights/insights-page')), 'InsightsPage'),
});

const detection = createRoute({
  getParentRoute: () => app,
  path: '/detection',
  component: lazyRouteComponent(() => loadPage(() => import('../features/detection/detection-page')), 'DetectionPage'),
});

const review = createRoute({
  getParentRoute: () => app,
  path: '/review',
  component: lazyRouteComponent(() => loadPage(() => import('../features/review/review-page')), 'ReviewPage'),
});

const oneCase = createRoute({
  getParentRoute: () => app,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => loadPage(() => import('../features/cases/case-page')), 'CasePage'),
});

/** How it went at the provider where somebody consented. */
const consentSearch = (raw: Record<string, unknown>): { consent?: string | undefined } => ({
  consent: typeof raw['consent'] === 'string' ? raw['consent'] : undefined,
});

const sources = createRoute({
  getParentRoute: () => app,
  path: '/sources',
  validateSearch: consentSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/sources/sources-page')), 'SourcesPage'),
});

const oneSource = createRoute({
  getParentRoute: () => app,
  path: '/sources/$sourceId',
  validateSearch: consentSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/sources/source-page')), 'SourcePage'),
});

const addSource = createRoute({
  getParentRoute: () => app,
  path: '/sources/add',
  validateSearch: (raw: Record<string, unknown>): { kind?: string | undefined } => ({
    kind: typeof raw['kind'] === 'string' ? raw['kind'] : undefined,
  }),
  component: lazyRouteComponent(
    () => loadPage(() => import('../features/sources/setup/add-source-page')),
    'AddSourcePage',
  ),
});

const editSource = createRoute({
  getParentRoute: () => app,
  path: '/sources/$sourceId/edit',
  component: lazyRouteComponent(
    () => loadPage(() => import('../features/sources/setup/edit-source-page')),
    'EditSourcePage',
  ),
});

const standards = createRoute({
  getParentRoute: () => app,
  path: '/standards',
  component: lazyRouteComponent(() => loadPage(() => import('../features/policy/policy-page')), 'PolicyPage'),
});

const playbook = createRoute({
  getParentRoute: () => app,
  path: '/playbook',
  component: lazyRouteComponent(() => loadPage(() => import('../features/playbooks/playbook-page')), 'PlaybookPage'),
});

const templates = createRoute({
  getParentRoute: () => app,
  path: '/playbook/templates',
  validateSearch: templateSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/templates/templates-page')), 'TemplatesPage'),
});

const digests = createRoute({
  getParentRoute: () => app,
  path: '/digests',
  validateSearch: digestSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/digests/digests-page')), 'DigestsPage'),
});

const people = createRoute({
  getParentRoute: () => app,
  path: '/people',
  component: lazyRouteComponent(() => loadPage(() => import('../features/people/people-page')), 'PeoplePage'),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => loadPage(() => import('../features/audit/audit-page')), 'AuditPage'),
});

const tokens = createRoute({
  getParentRoute: () => app,
  path: '/tokens',
  component: lazyRouteComponent(() => loadPage(() => import('../features/tokens/tokens-page')), 'TokensPage'),
});

const rules = createRoute({
  getParentRoute: () => app,
  path: '/rules',
  component: lazyRouteComponent(() => loadPage(() => import('../features/notification-rules/rules-page')), 'RulesPage'),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => loadPage(() => import('../features/settings/settings-page')), 'SettingsPage'),
});

/** An address that leads nowhere keeps the frame, and with it the way on. */
const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFoundPage });

const routes = root.addChildren([
  signIn,
  app.addChildren([
    home,
    alerts,
    messages,
    byHand,
    review,
    customers,
    oneCustomer,
    insights,
    detection,
    oneCase,
    sources,
    oneSource,
    addSource,
    editSource,
    standards,
    playbook,
    templates,
    digests,
    rules,
    people,
    audit,
    tokens,
    settings,
    nowhere,
  ]),
]);

/** All pages and their addresses. Each page behind the sign-in is loaded when it is first opened. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    // Plain addresses that people can read and edit: every value is a string.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
      return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
    },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: CrashedPage,
    defaultPendingComponent: StartingPage,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}

/** Only a path of ours: `//elsewhere` and full addresses would lead out after signing in. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in');
}
