import { z } from 'zod';
import { SOURCE_STATES } from '@earshot/domain';
import { Id, Instant } from './common.js';

export const LedgerView = z.object({
  seen: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  skipped: z.record(z.string(), z.int()),
  quarantined: z.int(),
});
export type LedgerView = z.infer<typeof LedgerView>;

/** What ops people need beside the state. */
export const SourceHealthView = z.object({
  /** What happened, and apart from it what to do; `null` when healthy. */
  reason: z.string().nullable(),
  advice: z.string().nullable(),
  /** The interval that activity has led to, in seconds; `null` until it was read once. */
  paceSeconds: z.number().nullable(),
  /** It brings less than its own rhythm lets expect: since its last message, and why that is unusual. */
  silence: z.object({ since: z.string(), reason: z.string() }).nullable(),
  /** As the service said last. */
  credentialsExpireAt: z.string().nullable(),
  /**
   * The last poll could not ask for everything, because an allowance is used up or the service asked to wait: until when the
   * source is not read, what happened, and the allowance, where it is one that is kept here. `null` when it is not held back.
   */
  held: z
    .object({
      until: z.string(),
      reason: z.string(),
      budget: z
        .object({ scope: z.enum(['host', 'credential', 'source']), name: z.string(), host: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
});

/** An account of requests that a source draws on. */
export const SourceBudgetView = z.object({
  scope: z.enum(['host', 'credential', 'source']),
  name: z.string(),
  /** The host, where it is one of a host. */
  host: z.string().nullable(),
  allowed: z.int(),
  spent: z.int(),
  resetsAt: Instant,
  /** How many sources draw on it. */
  sharedBy: z.int(),
});
export type SourceBudgetView = z.infer<typeof SourceBudgetView>;

/** Kinds whose messages are brought to us: nobody asks them for news, and nobody can ask them again. */
export const PUSHED_KINDS = ['webhook', 'form', 'complaints-book', 'by-hand'] as const;
export type PushedKind = (typeof PUSHED_KINDS)[number];

export const SourceView = z.object({
  id: Id,
  kind: z.string(),
  name: z.string(),
  state: z.enum(SOURCE_STATES),
  stateSince: Instant,
  /** What happened and what to do about it. */
  stateReason: z.string().nullable(),
  health: SourceHealthView,
  sample: z.boolean(),
  pollIntervalSeconds: z.int(),
  nextPollAt: Instant,
  lastSuccessAt: Instant.nullable(),
  consecutiveFailures: z.int(),
  /** Over all polls. */
  ledger: LedgerView,
  openQuarantine: z.int(),
  /** What an edit names in `If-Match`. */
  version: z.int(),
  /** The file that configures it; such a source is changed there only. */
  provisionedBy: z.string().nullable(),
  /** When it was taken out of that file. */
  withdrawnAt: Instant.nullable(),
});
export type SourceView = z.infer<typeof SourceView>;
export const SourceList = z.object({ items: z.array(SourceView) });
export type SourceList = z.infer<typeof SourceList>;

export const PollView = z.object({
  id: Id,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  outcome: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  error: z.string().nullable(),
  ledger: LedgerView,
});
export type PollView = z.infer<typeof PollView>;

export const QuarantineView = z.object({
  id: Id,
  at: Instant,
  externalId: z.string().nullable(),
  reason: z.string(),
  detail: z.string(),
  rawBytes: z.int(),
});
export type QuarantineView = z.infer<typeof QuarantineView>;

export const SourceDetail = SourceView.extend({
  options: z.record(z.string(), z.unknown()),
  days: z.array(z.object({ day: z.iso.date(), ledger: LedgerView })),
  polls: z.array(PollView),
  quarantine: z.array(QuarantineView),
  budgets: z.array(SourceBudgetView),
});
export type SourceDetail = z.infer<typeof SourceDetail>;

export const SOURCE_ACTIONS = ['poll', 'pause', 'resume'] as const;
export const SourceActionName = z.enum(SOURCE_ACTIONS);
