import { ABSOLUTE_LIMIT_MS } from './session-lifetime.js';

/** How the cookie of a session is called and set. */
export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly path: '/';
    readonly secure: boolean;
    readonly maxAge: number;
  };
}

/**
 * Over https the name begins with `__Host-`: browsers then take the cookie from this very host over TLS only, so that a
 * neighbouring subdomain cannot plant one (RFC 6265bis, 4.1.3.2). Lax, so that links in digests open signed in.
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = new URL(publicUrl).protocol === 'https:';
  return {
    name: secure ? '__Host-earshot_session' : 'earshot_session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: ABSOLUTE_LIMIT_MS },
  };
}
