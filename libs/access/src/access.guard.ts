import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden, type StoredSession, type TokenScope } from '@earshot/domain';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { changesNothing, isFromOwnPages } from './request-origin.js';
import { mayCall, ROUTE_ACCESS, type RouteAccess } from './route-access.js';
import { sessionCookie } from './session-cookie.js';
import { sameToken } from './session-token.js';
import { Sessions } from './sessions.js';
import { ApiTokens } from './tokens/api-tokens.js';
import { ROUTE_SCOPE } from './tokens/route-scope.js';

/** The part of an HTTP request that access depends on. */
export interface AccessRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As cookie-parser leaves them. */
  readonly cookies?: Readonly<Record<string, unknown>>;
  /** Set by the guard on routes that are not public. */
  session?: StoredSession;
}

/**
 * Stands before every route and denies by default: where it was made, who is signed in, whether the page that asks holds
 * the session's CSRF token, and whether the role may. A program comes with an API token instead of a session: no browser
 * sends that by itself, so that it needs no CSRF token; it is let in only where the route names a scope that it has.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const told = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, told);
    if (access === undefined) throw new Forbidden('This route is open to nobody');
    const request = context.switchToHttp().getRequest<AccessRequest>();
    this.checkOrigin(request);
    if (access === 'public') return true;
    const key = bearerOf(request);
    const session =
      key === null
        ? await this.fromCookie(request)
        : await this.fromToken(key, this.reflector.getAllAndOverride<TokenScope | undefined>(ROUTE_SCOPE, told));
    if (!mayCall(access, session.user.role))
      throw new Forbidden(`This needs the role ${access.join(' or ')}; yours is ${session.user.role}`);
    request.session = session;
    return true;
  }

  private async fromCookie(request: AccessRequest): Promise<StoredSession> {
    const session = await this.sessions.authenticate(sessionTokenOf(request, this.settings));
    if (!changesNothing(request.method)) checkCsrfToken(request, session);
    return session;
  }

  private async fromToken(key: string, scope: TokenScope | undefined): Promise<StoredSession> {
    const { session, scopes } = await this.tokens.authenticate(key);
    if (scope === undefined) throw new Forbidden('This route takes no API token: it is for people who sign in');
    if (!scopes.includes(scope))
      throw new Forbidden(`This needs the scope ${scope}; the token has ${scopes.join(', ')}`);
    return session;
  }

  private checkOrigin(request: AccessRequest): void {
    const origin = {
      method: request.method,
      origin: header(request, 'origin'),
      secFetchSite: header(request, 'sec-fetch-site'),
      host: header(request, 'host'),
    };
    if (!changesNothing(request.method) && !isFromOwnPages(origin, this.settings.publicUrl))
      throw new Forbidden(`Requests that change something must come from ${this.settings.publicUrl}`);
  }
}

/** The token in the request's session cookie. */
export function sessionTokenOf(request: AccessRequest, settings: AccessSettings): string | undefined {
  const value = request.cookies?.[sessionCookie(settings.publicUrl).name];
  return typeof value === 'string' ? value : undefined;
}

/** The credentials of RFC 6750, section 2.1; `null` when the request brings none of that kind. */
function bearerOf(request: AccessRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1] ?? null;
}

function checkCsrfToken(request: AccessRequest, session: StoredSession): void {
  if (!sameToken(header(request, 'x-csrf-token') ?? '', session.csrfToken))
    throw new Forbidden("The X-CSRF-Token header must carry this session's csrfToken");
}

function header(request: AccessRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
