import type { Role } from './people.js';

const ALL = ['agent', 'lead', 'manager', 'ops', 'admin'] as const satisfies readonly Role[];

/**
 * What an API token may do, and to whose tokens each can be given: the roles that have a route of the scope. A token acts
 * for its owner, so that each request is held to the owner's role of that moment as well.
 */
export const TOKEN_SCOPES = {
  'cases:read': ALL,
  'cases:write': ALL,
  'messages:read': ALL,
  'verdicts:write': ALL,
  'customers:read': ALL,
  'insights:read': ['lead', 'manager', 'admin'],
  'spikes:read': ALL,
  'sources:read': ALL,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type TokenScope = keyof typeof TOKEN_SCOPES;

/** In the order in which people are offered them. */
export const TOKEN_SCOPE_NAMES = Object.keys(TOKEN_SCOPES) as [TokenScope, ...TokenScope[]];

/** The scopes that a token of somebody with that role can have. */
export function scopesOf(role: Role): TokenScope[] {
  return TOKEN_SCOPE_NAMES.filter((scope) => (TOKEN_SCOPES[scope] as readonly Role[]).includes(role));
}
