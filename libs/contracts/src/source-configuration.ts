import { z } from 'zod';
import { CHANNELS, CONNECTOR_ERROR_KINDS, MESSAGE_KINDS } from '@earshot/domain';
import { AssessmentView } from './alerts.js';
import { Id, Instant, pageOf } from './common.js';
import { LedgerView, QuarantineView, SourceDetail } from './sources.js';

/** The groups in which kinds of sources are offered. */
export const SOURCE_GROUPS = ['mail', 'reviews', 'social', 'forums', 'house'] as const;

/** A kind of source with all that its form needs. */
export const SourceKindView = z.object({
  kind: z.string(),
  title: z.string(),
  group: z.enum(SOURCE_GROUPS),
  summary: z.string(),
  /** JSON Schema (draft 2020-12) of its options. */
  schema: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()),
  /** Those without which nothing can be read. */
  requiredSecrets: z.array(z.string()),
  /** Its messages are brought to us; it is not polled. */
  isPushed: z.boolean(),
  takesReplies: z.boolean(),
});
export type SourceKindView = z.infer<typeof SourceKindView>;
export const SourceKindList = z.object({ items: z.array(SourceKindView) });
export type SourceKindList = z.infer<typeof SourceKindList>;

const Name = z.string().trim().min(1).max(100);
/** That it is not empty is told with the faults of the options, all at once. */
const NewName = z.string().trim().max(100);
const Options = z.record(z.string().max(100), z.unknown());
const SecretName = z.string().regex(/^[a-zA-Z]\w{0,49}$/, 'must be the name of a secret');
const SecretValue = z.string().min(1).max(20_000);
const Secrets = z.record(SecretName, SecretValue);
/** `null` forgets a secret. */
const EditedSecrets = z.record(SecretName, SecretValue.nullable());
const IntervalSeconds = z.int().min(5).max(86_400);

export const AddSourceRequest = z.object({
  kind: z.string().max(50),
  name: NewName,
  options: Options,
  secrets: Secrets.default({}),
  pollIntervalSeconds: IntervalSeconds.optional(),
  /** Nothing older is read. */
  readSince: Instant.nullable().optional(),
});
export type AddSourceRequest = z.input<typeof AddSourceRequest>;

/** The source as it was saved, and what speaks against it without forbidding it: another one that reads the same place. */
export const SavedSource = SourceDetail.extend({ warnings: z.array(z.string()) });
export type SavedSource = z.infer<typeof SavedSource>;

export const EditSourceRequest = z.object({
  name: NewName.optional(),
  options: Options.optional(),
  /** Those that are not named stay as they are. */
  secrets: EditedSecrets.optional(),
  pollIntervalSeconds: IntervalSeconds.optional(),
  readSince: Instant.nullable().optional(),
});
export type EditSourceRequest = z.input<typeof EditSourceRequest>;

export const CheckSourceRequest = z.object({
  kind: z.string().max(50),
  options: Options,
  secrets: Secrets.default({}),
});
export type CheckSourceRequest = z.input<typeof CheckSourceRequest>;

export const CheckSavedSourceRequest = z.object({ options: Options.optional(), secrets: EditedSecrets.optional() });
export type CheckSavedSourceRequest = z.input<typeof CheckSavedSourceRequest>;

/** A message as it would be read, and what would be made of it. */
export const PreviewMessage = z.object({
  externalId: z.string(),
  channel: z.enum(CHANNELS),
  kind: z.enum(MESSAGE_KINDS),
  author: z.string().nullable(),
  sentAt: Instant,
  subject: z.string().nullable(),
  text: z.string(),
  rating: z.number().nullable(),
  /** `null`: of a kind that is not judged. */
  assessment: AssessmentView.nullable(),
});
export type PreviewMessage = z.infer<typeof PreviewMessage>;

/** What a look at a source found; one that failed is an answer too. */
export const SourceCheckView = z.object({
  ok: z.boolean(),
  summary: z.string().nullable(),
  warnings: z.array(z.string()),
  preview: z.array(PreviewMessage),
  failure: z
    .object({
      kind: z.enum([...CONNECTOR_ERROR_KINDS, 'internal']),
      message: z.string(),
      /** What to do about it. */
      advice: z.string().nullable(),
    })
    .nullable(),
});
export type SourceCheckView = z.infer<typeof SourceCheckView>;

/** What is configured, without the values of its secrets. */
export const SourceConfiguration = z.object({
  id: Id,
  kind: SourceKindView.nullable(),
  name: z.string(),
  options: Options,
  /** Names of the secrets that are set. */
  secretsSet: z.array(z.string()),
  pollIntervalSeconds: z.int(),
  readSince: Instant.nullable(),
  provisionedBy: z.string().nullable(),
  /** A person's consent at the service can connect it. */
  takesConsent: z.boolean(),
  version: z.int(),
});
export type SourceConfiguration = z.infer<typeof SourceConfiguration>;

export const SourceActionRequest = z
  .strictObject({
    /** Why it is paused. */
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .prefault({});
export const CloneSourceRequest = z.object({ name: Name });
export const BackfillRequest = z.object({
  from: z.union([Instant, z.iso.date()], {
    error: 'must be a date such as 2026-01-31, or an instant such as 2026-01-31T08:00:00Z',
  }),
});

/** How the backfill that was asked for last has gone. */
export const BackfillView = z.object({
  from: Instant,
  askedAt: Instant,
  state: z.enum(['waiting', 'running', 'failed', 'done']),
  /** Why it failed and what to do; `null` unless it did. */
  reason: z.string().nullable(),
  ledger: LedgerView,
  /** The gap that it closed: messages written before it was asked for that were not there. */
  missing: z.object({ messages: z.int(), earliest: Instant.nullable(), latest: Instant.nullable() }),
});
export type BackfillView = z.infer<typeof BackfillView>;
export const BackfillAnswer = z.object({ backfill: BackfillView.nullable() });
export type BackfillAnswer = z.infer<typeof BackfillAnswer>;

/** What goes when a source is removed with its messages, and what stays. */
export const SourceContentsView = z.object({
  messages: z.int(),
  openQuarantine: z.int(),
  ownCases: z.int(),
  openOwnCases: z.int(),
  sharedCases: z.int(),
});
export type SourceContentsView = z.infer<typeof SourceContentsView>;

export const RemoveSourceQuery = z.object({ messages: z.enum(['keep', 'remove']) });
export const ExportSourcesQuery = z.object({ format: z.enum(['yaml', 'json']).default('yaml'), source: Id.optional() });

/** Where the person is sent to consent. */
export const ConsentAnswer = z.object({ url: z.url() });
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

export const ConsentCallbackQuery = z.looseObject({
  state: z.string().min(1).max(200),
  code: z.string().min(1).max(4_000).optional(),
  error: z.string().max(200).optional(),
});

export const QuarantineQuery = z.object({
  /** `closed`: resolved or dismissed. */
  state: z.enum(['open', 'closed', 'resolved', 'dismissed']).default('open'),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const QuarantineItemView = QuarantineView.extend({
  /** Its raw form is whole and all that is needed to read it again. */
  canBeReread: z.boolean(),
  state: z.enum(['open', 'resolved', 'dismissed']),
  closedAt: Instant.nullable(),
  /** The name of who closed it; `null` for the system. */
  closedBy: z.string().nullable(),
  closedReason: z.string().nullable(),
  /** When it was read again last, and why that failed too. */
  triedAt: Instant.nullable(),
  triedOutcome: z.string().nullable(),
});
export type QuarantineItemView = z.infer<typeof QuarantineItemView>;
export const QuarantinePage = pageOf(QuarantineItemView);
export type QuarantinePage = z.infer<typeof QuarantinePage>;

export const RetryAnswer = z.object({
  /** `ask-source`: its raw form does not tell enough; a backfill reads it again, or what `detail` asks for. */
  outcome: z.enum(['stored', 'known', 'needless', 'unreadable', 'ask-source']),
  detail: z.string().nullable(),
});
export type RetryAnswer = z.infer<typeof RetryAnswer>;
export const DismissRequest = z.object({ reason: z.string().trim().min(3).max(500) });
