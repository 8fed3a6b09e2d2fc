import { z } from 'zod';
import { ROLES } from '@earshot/domain';
import { Id } from './common.js';

export const SignIn = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

export const CurrentUser = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  language: z.string(),
  zone: z.string(),
});
export type CurrentUser = z.infer<typeof CurrentUser>;

/** `csrfToken` is sent back as `X-CSRF-Token` with every request that changes something. */
export const Session = z.object({ user: CurrentUser, csrfToken: z.string(), organisation: z.string() });
export type Session = z.infer<typeof Session>;
