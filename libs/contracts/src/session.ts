import { z } from 'zod';
import { ROLES } from '@earshot/domain';
import { Id } from './common.js';

export const SignIn = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

/** The languages in which the dashboard speaks, BCP 47. */
export const INTERFACE_LANGUAGES = ['en', 'fi', 'id', 'lv', 'ru', 'sl'] as const;

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

/** What people set for themselves; it applies wherever they sign in, and to the mails they get. */
export const OwnSettings = z.strictObject({
  language: z.enum(INTERFACE_LANGUAGES),
  /** IANA zone. */
  zone: z.string().min(1).max(100),
});
export type OwnSettings = z.infer<typeof OwnSettings>;

/** All other sessions of the person end. Faults name `old` or `next`. */
export const PasswordChange = z.strictObject({
  old: z.string().min(1).max(200),
  next: z.string().min(1).max(200),
});
export type PasswordChange = z.infer<typeof PasswordChange>;
