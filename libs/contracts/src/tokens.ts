import { TOKEN_SCOPE_NAMES } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant } from './common.js';

/** A key to the API, sent as `Authorization: Bearer …`; what is shown of it is only how it begins. */
export const Token = z.object({
  id: Id,
  owner: z.object({ id: Id, name: z.string() }),
  name: z.string(),
  shown: z.string(),
  scopes: z.array(z.enum(TOKEN_SCOPE_NAMES)),
  createdAt: Instant,
  expiresAt: Instant,
  /** The day, UTC; `null`: never. */
  lastUsedOn: z.iso.date().nullable(),
  revokedAt: Instant.nullable(),
});
export type Token = z.infer<typeof Token>;

export const TokenList = z.object({
  items: z.array(Token),
  /** What a token of the person who asks can be allowed. */
  scopes: z.array(z.enum(TOKEN_SCOPE_NAMES)),
});
export type TokenList = z.infer<typeof TokenList>;

export const NewTokenRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(TOKEN_SCOPE_NAMES)).min(1),
  /** How long it lives. */
  days: z.int().min(1).max(366),
});
export type NewTokenRequest = z.infer<typeof NewTokenRequest>;

/** `key` is told now and never again. */
export const CreatedToken = z.object({ token: Token, key: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;

/** Whose tokens are listed: `all` for administrators. */
export const TokenQuery = z.strictObject({ of: z.enum(['me', 'all']).default('me') });
export type TokenQuery = z.infer<typeof TokenQuery>;
