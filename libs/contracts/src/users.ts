import { ROLES } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, Version } from './common.js';

/** Somebody a case can be handed to. */
export const Colleague = z.object({ id: Id, name: z.string(), role: z.enum(ROLES) });
export type Colleague = z.infer<typeof Colleague>;

/** All who may sign in, by name; a house has tens or hundreds, so they come in one piece. */
export const ColleagueList = z.object({ items: z.array(Colleague) });
export type ColleagueList = z.infer<typeof ColleagueList>;

const Name = z.string().trim().min(1).max(200);

/** Somebody who signs in, or did, as administrators see them. */
export const Person = Colleague.extend({
  /** Sent back as `If-Match: "7"` with every change. */
  version: Version,
  email: z.string(),
  language: z.string(),
  zone: z.string(),
  createdAt: Instant,
  /** Since when they may no longer sign in. */
  disabledAt: Instant.nullable(),
  /** Browsers that are signed in, and when one of them was used last. */
  sessions: z.int().nonnegative(),
  lastSeenAt: Instant.nullable(),
  /** Cases of theirs that are not closed. */
  openCases: z.int().nonnegative(),
});
export type Person = z.infer<typeof Person>;

/** Everybody, by name; also those who may no longer sign in. */
export const PersonList = z.object({ items: z.array(Person) });
export type PersonList = z.infer<typeof PersonList>;

export const AddPersonRequest = z.strictObject({
  email: z.email().max(254),
  name: Name,
  role: z.enum(ROLES),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  /** IANA zone; the administrator's own when left out. */
  zone: z.string().min(1).max(100).optional(),
});
export type AddPersonRequest = z.infer<typeof AddPersonRequest>;

/** `password` is shown now and never again; whoever signs in with it is asked to choose another. */
export const PersonWithPassword = z.object({ person: Person, password: z.string() });
export type PersonWithPassword = z.infer<typeof PersonWithPassword>;

export const ChangePersonRequest = z.strictObject({ name: Name.optional(), role: z.enum(ROLES).optional() });
export type ChangePersonRequest = z.infer<typeof ChangePersonRequest>;

export const DeactivatePersonRequest = z.strictObject({
  /** Who gets their open cases; `null`: nobody has them then, and the board shows them as unassigned. */
  handOverTo: Id.nullable(),
  /** Stands in the timeline of each case. */
  note: z.string().trim().max(2_000).optional(),
});
export type DeactivatePersonRequest = z.infer<typeof DeactivatePersonRequest>;
