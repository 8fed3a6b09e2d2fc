import { CASE_STATES, CHANNELS, SEVERITIES } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant, pageOf, Version } from './common.js';

const Ref = z.object({ id: Id, name: z.string() });

export const CustomerListQuery = z.strictObject({
  /** Looked for in names, addresses and handles. */
  text: z.string().trim().min(1).max(200).optional(),
  /** `open`: with an open case; `repeat`: who complained more than once. */
  with: z.enum(['open', 'repeat']).optional(),
  /** `newest`: known last; `recent`: wrote last; `open` and `cases`: most open cases, most cases. */
  sort: z.enum(['newest', 'recent', 'open', 'cases']).default('newest'),
  /** The `next` of the page before, of the same order. */
  after: z.string().max(60).optional(),
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
  /** When everything personal was taken away; nothing can be done with this customer any more. */
  erasedAt: Instant.nullable(),
  /** What was promised and is still owed, the earliest first. */
  promises: z.array(z.object({ taskId: Id, caseId: Id, text: z.string(), dueAt: Instant })),
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

export const CustomerHistoryQuery = z.strictObject({
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CustomerHistoryQuery = z.infer<typeof CustomerHistoryQuery>;

/** One thing between the customer and the house. `case`: one was opened; `answer`: the house wrote. */
export const CustomerHappening = z.object({
  kind: z.enum(['message', 'answer', 'call', 'case']),
  id: Id,
  at: Instant,
  caseId: Id.nullable(),
  channel: z.enum(CHANNELS).nullable(),
  subject: z.string().nullable(),
  /** The beginning; `longer` when there is more. */
  text: z.string(),
  longer: z.boolean(),
  by: Ref.nullable(),
});
export type CustomerHappening = z.infer<typeof CustomerHappening>;
export const CustomerHistoryPage = pageOf(CustomerHappening);
export type CustomerHistoryPage = z.infer<typeof CustomerHistoryPage>;

/** How many things are held of a customer, and what stands against erasing them. */
export const CustomerHoldings = z.object({
  version: z.int(),
  name: z.string(),
  identities: z.int(),
  messages: z.int(),
  cases: z.int(),
  openCases: z.int(),
  answers: z.int(),
  drafts: z.int(),
  attachments: z.int(),
  notes: z.int(),
  calls: z.int(),
  promises: z.int(),
  compensations: z.int(),
  verdicts: z.int(),
  /** What could not be read and names one of their addresses or handles. */
  quarantined: z.int(),
});
export type CustomerHoldings = z.infer<typeof CustomerHoldings>;

/** `name` is typed as the customer is shown, so that nobody erases another by a slip. */
export const CustomerEraseRequest = z.strictObject({ version: Version, name: z.string().max(500) });
export type CustomerEraseRequest = z.infer<typeof CustomerEraseRequest>;
