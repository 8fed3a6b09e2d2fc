import type { OAuthClient } from '@earshot/connector-kit';
import type { GoogleBusinessOptions } from './google-business-options.js';

/** https://developers.google.com/my-business/content/implement-oauth */
export const SCOPE = 'https://www.googleapis.com/auth/business.manage';

export function googleBusinessClient({ tokenUrl, clientId }: GoogleBusinessOptions): OAuthClient {
  // A refresh is for what was consented to.
  return { tokenUrl, clientId, grant: 'refresh_token', scope: '' };
}
