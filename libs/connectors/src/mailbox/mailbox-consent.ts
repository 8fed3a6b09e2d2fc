import type { ConsentEndpoints } from '@earshot/connector-kit';
import type { MailboxOptions } from './mailbox-options.js';

/**
 * Google issues a refresh token only for offline access, and a second one only to whom it asks again
 * (https://developers.google.com/identity/protocols/oauth2/web-server#offline).
 */
const GOOGLE = { access_type: 'offline', prompt: 'consent' };
/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow: `offline_access` is part of the scope. */
const MICROSOFT_PATH = /\/oauth2\/v2\.0\/token$/;

/** `null` when the mailbox is not read by a person's consent, or nobody knows where that is given. */
export function mailboxConsent({ login, oauth, user }: MailboxOptions): ConsentEndpoints | null {
  if (login !== 'oauth2' || oauth === null || oauth.grant !== 'refresh_token') return null;
  const { tokenUrl, clientId, scope } = oauth;
  const authorizeUrl = oauth.authorizeUrl ?? knownAuthorizeUrl(tokenUrl);
  if (authorizeUrl === null) return null;
  const isGoogle = /(^|\.)google\.com$/.test(new URL(authorizeUrl).hostname);
  return {
    authorizeUrl,
    tokenUrl,
    clientId,
    scope,
    parameters: { ...(isGoogle ? GOOGLE : { prompt: 'consent' }), ...(user.includes('@') && { login_hint: user }) },
    secrets: { client: 'clientSecret', refreshToken: 'refreshToken' },
  };
}

function knownAuthorizeUrl(tokenUrl: string): string | null {
  const url = new URL(tokenUrl);
  if (url.hostname === 'oauth2.googleapis.com') return 'https://accounts.google.com/o/oauth2/v2/auth';
  if (url.hostname !== 'login.microsoftonline.com' || !MICROSOFT_PATH.test(url.pathname)) return null;
  return tokenUrl.replace(MICROSOFT_PATH, '/oauth2/v2.0/authorize');
}
