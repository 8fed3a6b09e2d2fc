import { z } from 'zod';
import { Id, Instant, pageOf } from './common.js';

const Moment = z.iso.datetime({ offset: true });

const filter = {
  /** A user's id, or `nobody`: what the system did, or somebody who was not signed in. */
  actor: z.union([z.literal('nobody'), Id]).optional(),
  /** A deed such as `user.added`, or all of a kind: `user`. */
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be a deed such as user.added, or its beginning: user')
    .max(60)
    .optional(),
  subjectKind: z
    .string()
    .regex(/^[a-z_]+$/, 'must be a kind such as user, source or token')
    .max(40)
    .optional(),
  subjectId: z.string().min(1).max(60).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
};

/** Who did what. `next` of a page is passed back as `after`. */
export const AuditQuery = z.strictObject({
  ...filter,
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditExportQuery = z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']).default('csv') });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  /** `null`: the system, or somebody who was not signed in. `name` null: the person is not there any more. */
  actor: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** Ids, counts and codes. */
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = pageOf(AuditEntry);
export type AuditPage = z.infer<typeof AuditPage>;
