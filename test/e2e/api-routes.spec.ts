import { Controller, Get, Module, Post } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AccessModule, Allow, mayCall, Public, RouteAccessCheck, type Route } from '@earshot/access';
import {
  ApiTokenStore,
  AuditLog,
  Clock,
  PeopleStore,
  ROLES,
  SessionStore,
  UserStore,
  type Role,
} from '@earshot/domain';
import request from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let routes: Route[];
let byRole: Map<Role, Client>;
beforeAll(async () => {
  api = await startApi();
  routes = api.app.get(RouteAccessCheck, { strict: false }).routes();
  byRole = new Map(await Promise.all(ROLES.map(async (role) => [role, await api.signedIn(role)] as const)));
});
afterAll(() => api.stop());

/** A path that names nothing, so that being let in does nothing. */
const pathOf = (route: Route) => route.path.replace(/:\w+/g, '999999999');

describe('every route', () => {
  it('is found by the walk', () => {
    expect(routes.map((route) => `${route.method} ${route.path}`).sort()).toEqual([
      'DELETE /api/v1/cases/:id/draft',
      'DELETE /api/v1/cases/:id/draft/attachments/:attachmentId',
      'DELETE /api/v1/cases/:id/presence',
      'DELETE /api/v1/customers/:id/identities/:identityId',
      'DELETE /api/v1/customers/:id/notes/:noteId',
      'DELETE /api/v1/first-steps',
      'DELETE /api/v1/notification-channels/:id',
      'DELETE /api/v1/notification-rules/:id',
      'DELETE /api/v1/people/:id/sessions',
      'DELETE /api/v1/session',
      'DELETE /api/v1/session/calendar',
      'DELETE /api/v1/sources/:id',
      'DELETE /api/v1/tokens/:id',
      'DELETE /api/v1/views/:id',
      'GET /api/v1/alerts',
      'GET /api/v1/audit',
      'GET /api/v1/audit/export',
      'GET /api/v1/calendar-feeds/:file',
      'GET /api/v1/calendars/:name',
      'GET /api/v1/cases',
      'GET /api/v1/cases/:id',
      'GET /api/v1/cases/:id/draft',
      'GET /api/v1/cases/:id/movements',
      'GET /api/v1/cases/:id/playbook',
      'GET /api/v1/cases/:id/replies',
      'GET /api/v1/cases/:id/replies/:replyId/attachments/:attachmentId',
      'GET /api/v1/customers',
      'GET /api/v1/customers/:id',
      'GET /api/v1/customers/:id/export',
      'GET /api/v1/customers/:id/history',
      'GET /api/v1/customers/:id/holdings',
      'GET /api/v1/customers/suggestions',
      'GET /api/v1/detection',
      'GET /api/v1/detection/calibration',
      'GET /api/v1/detection/phrase-packs',
      'GET /api/v1/detection/phrase-packs/:language',
      'GET /api/v1/detection/shadow',
      'GET /api/v1/detection/thresholds',
      'GET /api/v1/digest-links/:token',
      'GET /api/v1/digests',
      'GET /api/v1/digests/:edition/preview',
      'GET /api/v1/digests/readers',
      'GET /api/v1/events',
      'GET /api/v1/export/alerts',
      'GET /api/v1/export/cases',
      'GET /api/v1/export/customers',
      'GET /api/v1/export/messages',
      'GET /api/v1/first-steps',
      'GET /api/v1/forms/:sourceId',
      'GET /api/v1/forms/:sourceId/embed.js',
      'GET /api/v1/insights',
      'GET /api/v1/insights/cases',
      'GET /api/v1/insights/export',
      'GET /api/v1/intake/:sourceId/push',
      'GET /api/v1/lessons',
      'GET /api/v1/lessons/:id',
      'GET /api/v1/lessons/:id/cases',
      'GET /api/v1/messages',
      'GET /api/v1/messages/:id',
      'GET /api/v1/notification-channels',
      'GET /api/v1/notification-channels/:id/deliveries',
      'GET /api/v1/notification-rules',
      'GET /api/v1/notifications',
      'GET /api/v1/open-hours',
      'GET /api/v1/people',
      'GET /api/v1/playbook',
      'GET /api/v1/policy',
      'GET /api/v1/policy/versions',
      'GET /api/v1/session',
      'GET /api/v1/session/calendar',
      'GET /api/v1/session/notifications',
      'GET /api/v1/source-consents/callback',
      'GET /api/v1/source-export',
      'GET /api/v1/source-kinds',
      'GET /api/v1/sources',
      'GET /api/v1/sources/:id',
      'GET /api/v1/sources/:id/backfill',
      'GET /api/v1/sources/:id/configuration',
      'GET /api/v1/sources/:id/contents',
      'GET /api/v1/sources/:id/quarantine',
      'GET /api/v1/sources/:id/quarantine/:itemId/raw',
      'GET /api/v1/sources/:id/watch',
      'GET /api/v1/spikes',
      'GET /api/v1/template-books',
      'GET /api/v1/template-books/:language',
      'GET /api/v1/templates',
      'GET /api/v1/tokens',
      'GET /api/v1/users',
      'GET /api/v1/views',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'PATCH /api/v1/customers/:id',
      'PATCH /api/v1/people/:id',
      'PATCH /api/v1/sources/:id',
      'PATCH /api/v1/sources/:id/watch',
      'PATCH /api/v1/views/:id',
      'POST /api/v1/calendars/preview',
      'POST /api/v1/cases/:id/actions/:action',
      'POST /api/v1/cases/:id/calls',
      'POST /api/v1/cases/:id/cause',
      'POST /api/v1/cases/:id/close',
      'POST /api/v1/cases/:id/compensations',
      'POST /api/v1/cases/:id/compensations/:compensationId/used',
      'POST /api/v1/cases/:id/customer-left',
      'POST /api/v1/cases/:id/draft/attachments',
      'POST /api/v1/cases/:id/merge',
      'POST /api/v1/cases/:id/movements/:movementId/undo',
      'POST /api/v1/cases/:id/options',
      'POST /api/v1/cases/:id/options/:optionId/choose',
      'POST /api/v1/cases/:id/presence',
      'POST /api/v1/cases/:id/promises',
      'POST /api/v1/cases/:id/promises/:taskId/:end',
      'POST /api/v1/cases/:id/recovery-check',
      'POST /api/v1/cases/:id/replies',
      'POST /api/v1/cases/:id/replies/:replyId/discard',
      'POST /api/v1/cases/:id/replies/:replyId/mark-sent',
      'POST /api/v1/cases/:id/replies/:replyId/retry',
      'POST /api/v1/cases/:id/review-request',
      'POST /api/v1/cases/:id/snooze',
      'POST /api/v1/cases/:id/solve',
      'POST /api/v1/cases/:id/split',
      'POST /api/v1/cases/:id/templates/:name',
      'POST /api/v1/cases/:id/unsnooze',
      'POST /api/v1/cases/:id/win-back',
      'POST /api/v1/customers/:id/erase',
      'POST /api/v1/customers/:id/identities',
      'POST /api/v1/customers/:id/merge',
      'POST /api/v1/customers/:id/merges/:mergeId/undo',
      'POST /api/v1/customers/:id/notes',
      'POST /api/v1/detection/assess',
      'POST /api/v1/detection/overlays/:id/:deed',
      'POST /api/v1/digest-links/:token',
      'POST /api/v1/digests/:edition/test',
      'POST /api/v1/forms/:sourceId',
      'POST /api/v1/imports',
      'POST /api/v1/intake/:sourceId',
      'POST /api/v1/intake/:sourceId/push',
      'POST /api/v1/lessons',
      'POST /api/v1/lessons/:id/:end',
      'POST /api/v1/messages/:id/verdict',
      'POST /api/v1/messages/by-hand',
      'POST /api/v1/notification-channels',
      'POST /api/v1/notification-channels/:id/key',
      'POST /api/v1/notification-channels/:id/replay',
      'POST /api/v1/notification-channels/:id/test',
      'POST /api/v1/notification-rules',
      'POST /api/v1/notification-rules/preview',
      'POST /api/v1/notifications/read',
      'POST /api/v1/people',
      'POST /api/v1/people/:id/deactivate',
      'POST /api/v1/people/:id/password',
      'POST /api/v1/people/:id/reactivate',
      'POST /api/v1/policy/preview',
      'POST /api/v1/policy/versions/:id/restore',
      'POST /api/v1/session',
      'POST /api/v1/session/password',
      'POST /api/v1/sources',
      'POST /api/v1/sources/:id/actions/:action',
      'POST /api/v1/sources/:id/backfill',
      'POST /api/v1/sources/:id/check',
      'POST /api/v1/sources/:id/clone',
      'POST /api/v1/sources/:id/consent',
      'POST /api/v1/sources/:id/quarantine/:itemId/dismiss',
      'POST /api/v1/sources/:id/quarantine/:itemId/retry',
      'POST /api/v1/sources/check',
      'POST /api/v1/spikes/:id/acknowledge',
      'POST /api/v1/template-books/:language/preview',
      'POST /api/v1/tokens',
      'POST /api/v1/views',
      'POST /api/v1/watch-events',
      'POST /api/v1/wording',
      'PUT /api/v1/cases/:id/draft',
      'PUT /api/v1/digests/:edition',
      'PUT /api/v1/notification-channels/:id',
      'PUT /api/v1/notification-rules/:id',
      'PUT /api/v1/policy',
      'PUT /api/v1/session/calendar',
      'PUT /api/v1/session/mute',
      'PUT /api/v1/session/notifications',
      'PUT /api/v1/session/settings',
      'PUT /api/v1/template-books/:language',
    ]);
  });

  it('that is not public refuses strangers with a problem', async () => {
    const guarded = routes.filter((route) => route.access !== 'public');
    expect(guarded.length).toBeGreaterThan(8);
    for (const route of guarded) {
      const answer = await request(api.url)[route.method.toLowerCase() as 'get'](pathOf(route));
      expect([route.path, answer.status, answer.get('Content-Type')]).toEqual([
        route.path,
        401,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  it('lets in the roles it names and no others', async () => {
    const ordinary = routes.filter((route) => route.access !== 'public' && !/session|events/.test(route.path));
    for (const route of ordinary) {
      const allowed = route.access as readonly Role[];
      const ask = async (role: Role) => {
        const { status } = await byRole.get(role)![route.method.toLowerCase() as 'get' | 'post'](pathOf(route));
        return { path: route.path, role, refused: status === 403, unknown: status === 401 };
      };
      expect(await Promise.all(ROLES.map(ask))).toEqual(
        ROLES.map((role) => ({ path: route.path, role, refused: !mayCall(allowed, role), unknown: false })),
      );
    }
  });

  it('that changes something wants the session’s token', async () => {
    const changing = routes.filter((route) => route.access !== 'public' && route.method !== 'GET');
    expect(changing.length).toBeGreaterThan(30);
    for (const route of changing) {
      const client = byRole.get('admin')!;
      const bare = request(api.url)[route.method.toLowerCase() as 'post'](pathOf(route)).set('Cookie', client.cookie);
      expect([route.path, (await bare).status]).toEqual([route.path, 403]);
    }
  });
});

describe('a route that does not say who may call it', () => {
  @Controller('forgotten')
  class ForgottenController {
    @Get('open')
    @Public()
    open(): string {
      return 'open';
    }

    @Post('undecided')
    undecided(): string {
      return 'undecided';
    }
  }

  @Controller('whole')
  @Allow('manager')
  class WholeController {
    @Get()
    whole(): string {
      return 'whole';
    }
  }

  const PORTS = [Clock, UserStore, PeopleStore, ApiTokenStore, SessionStore, AuditLog] as const;

  @Module({
    providers: PORTS.map((port) => ({ provide: port, useValue: {} })),
    exports: [...PORTS],
  })
  class PortsModule {}

  it('stops the start by its name; a decorated class decides for all its routes', async () => {
    const testing = await Test.createTestingModule({
      imports: [{ module: PortsModule, global: true }, AccessModule.register({ publicUrl: 'http://localhost:3000' })],
      controllers: [ForgottenController, WholeController],
    }).compile();
    await expect(testing.createNestApplication({ logger: false }).init()).rejects.toThrow(
      'Routes without @Allow or @Public: ForgottenController.undecided',
    );
  });
});
