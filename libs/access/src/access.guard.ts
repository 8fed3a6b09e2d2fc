import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden, type StoredSession } from '@earshot/domain';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { changesNothing, isFromOwnPages } from './request-origin.js';
import { mayCall, ROUTE_ACCESS, type RouteAccess } from './route-access.js';
import { sessionCookie } from './session-cookie.js';
import { sameToken } from './session-token.js';
import { Sessions } from './sessions.js';

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
 * the session's CSRF token, and whether the role may.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) throw new Forbidden('This route is open to nobody');
    const request = context.switchToHttp().getRequest<AccessRequest>();
    this.checkOrigin(request);
    if (access === 'public') return true;
    const session = await this.sessions.authenticate(sessionTokenOf(request, this.settings));
    if (!changesNothing(request.method)) checkCsrfToken(request, session);
    if (!mayCall(access, session.user.role))
      throw new Forbidden(`This needs the role ${access.join(' or ')}; yours is ${session.user.role}`);
    request.session = session;
    return true;
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

function checkCsrfToken(request: AccessRequest, session: StoredSession): void {
  if (!sameToken(header(request, 'x-csrf-token') ?? '', session.csrfToken))
    throw new Forbidden("The X-CSRF-Token header must carry this session's csrfToken");
}

function header(request: AccessRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
