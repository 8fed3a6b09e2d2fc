import { CASE_STATES, CHANNELS, SEVERITIES } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf, Version } from './common.js';

const Ref = z.object({ id: Id, name: z.string() });

export const CustomerListQuery = z.strictObject({
  /** Looked for in names, addresses and handles. */
  text: z.string().trim().min(1).max(200).optional(),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CustomerListQuery = z.infer<typeof CustomerListQuery>;

/** `namespace` is `mailto` for an address, else the network of the handle. */
export const IdentityView = z.object({ id: Id, namespace: z.string(), value: z.string() });
export type IdentityView = z.infer<typeof IdentityView>;

export const CustomerSummary = z.object({
  id: Id,
  /** Counted up by every change of what people know of them. */
  version: z.int(),
  /** Their own name, else the first address or handle. */
  name: z.string(),
  group: z.string().nullable(),
  firstSeenAt: Instant,
  leftAt: Instant.nullable(),
  identities: z.array(IdentityView),
  cases: z.int(),
  openCases: z.int(),
  lastContactAt: Instant.nullable(),
});
export type CustomerSummary = z.infer<typeof CustomerSummary>;
export const CustomerPage = pageOf(CustomerSummary);
export type CustomerPage = z.infer<typeof CustomerPage>;

export const CustomerView = CustomerSummary.extend({
  /** The customer who took over everything of this one. */
  mergedInto: Id.nullable(),
  /** Newest first. */
  notes: z.array(z.object({ id: Id, author: Ref.nullable(), text: z.string(), at: Instant })),
  /** Their cases on all channels, the one with the newest message first. */
  history: z.array(
    z.object({
      caseId: Id,
      state: z.enum(CASE_STATES),
      severity: z.enum(SEVERITIES),
      channel: z.enum(CHANNELS),
      subject: z.string().nullable(),
      source: Ref,
      openedAt: Instant,
      lastMessageAt: Instant,
      dueAt: Instant.nullable(),
      answeredAt: Instant.nullable(),
    }),
  ),
  compensations: z.object({
    given: z.int(),
    used: z.int(),
    /** Decimal strings by ISO 4217 currency. */
    totals: z.array(z.object({ currency: z.string(), value: z.string() })),
  }),
  /** Customers who went into this one, newest first. */
  merges: z.array(
    z.object({ id: Id, customer: Ref, at: Instant, actor: Ref.nullable(), undoneAt: Instant.nullable() }),
  ),
});
export type CustomerView = z.infer<typeof CustomerView>;

/** What is left out stays as it is. `version`: the one that was seen; a stale one is refused. */
export const CustomerChangeRequest = z.strictObject({
  version: Version,
  name: z.string().trim().min(1).max(200).nullable().optional(),
  group: z.string().trim().min(1).max(100).nullable().optional(),
  leftAt: Instant.nullable().optional(),
});
export type CustomerChangeRequest = z.infer<typeof CustomerChangeRequest>;

/** A note overwrites nothing: its `version` may be left out. */
export const NoteRequest = z.strictObject({ text: z.string().trim().min(1).max(5000), version: Version.optional() });
export type NoteRequest = z.infer<typeof NoteRequest>;

/** An address, or a handle with its network. */
export const IdentityRequest = z.strictObject({
  address: z.string().max(300).optional(),
  handle: z.string().max(300).optional(),
  namespace: z.string().max(253).optional(),
  version: Version.optional(),
});
export type IdentityRequest = z.infer<typeof IdentityRequest>;

/** The customer who goes into that of the path. `version` is of the latter, `otherVersion` of the former. */
export const CustomerMergeRequest = z.strictObject({ customerId: Id, version: Version, otherVersion: Version });
export type CustomerMergeRequest = z.infer<typeof CustomerMergeRequest>;

export const UndoCustomerMergeRequest = z.strictObject({ version: Version });
export type UndoCustomerMergeRequest = z.infer<typeof UndoCustomerMergeRequest>;

export const LikelySameList = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      /** What they share beside the name: a handle, or the beginning of an address. */
      shared: z.string(),
      customers: z.array(Ref.extend({ version: z.int(), identities: z.array(z.string()) })),
    }),
  ),
});
export type LikelySameList = z.infer<typeof LikelySameList>;
