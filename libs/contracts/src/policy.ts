import { calendarDefinitionSchema, policyDocumentSchema, RETIMING_SCOPES, TASK_KINDS } from '@earshot/domain';
import { z } from 'zod';
import { Id, Instant } from './common.js';

/** `0` is the policy of the configuration's files; the versions that people save count from 1. */
export const PolicyId = z.string().regex(/^\d{1,18}$/, 'must be the number of a version');

const PolicyVersionFields = {
  id: PolicyId,
  /** `null` for the files, the command line, and people who were removed. */
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  /** `null` for the files. */
  createdAt: Instant.nullable(),
  note: z.string().nullable(),
};

/** The policy in force; its id is the ETag. */
export const PolicyView = z.object({ ...PolicyVersionFields, document: policyDocumentSchema });
export type PolicyView = z.infer<typeof PolicyView>;

export const PolicyVersionQuery = z.strictObject({ after: Id.optional() });

/** The newest first. */
export const PolicyVersionPage = z.object({ items: z.array(z.object(PolicyVersionFields)), next: Id.nullable() });
export type PolicyVersionPage = z.infer<typeof PolicyVersionPage>;

/** Checked as a whole by the domain, which names every fault at once. */
const WrittenDocument = z
  .record(z.string(), z.unknown(), { error: 'must be a policy: calendars, standards and escalation' })
  .describe('Calendars, standards and escalation, as GET /policy shows them');

/** `calendar` re-times promises on calendars that changed; `all` applies the policy anew. */
export const PreviewPolicyRequest = z.strictObject({
  document: WrittenDocument,
  retime: z.enum(RETIMING_SCOPES).default('calendar'),
});

const retime = z.enum(['none', ...RETIMING_SCOPES]).default('none');
const note = z.string().trim().min(1).max(500).optional().describe('Why, for those who read the versions');

export const SavePolicyRequest = z.strictObject({ document: WrittenDocument, retime, note });
export const RestorePolicyRequest = z.strictObject({ retime, note });

const Count = z.int().min(0);

/** What a policy would do to the deadlines that lie ahead. */
export const PolicyPreviewView = z.object({
  /** Clocks that run. */
  running: Count,
  earlier: Count,
  later: Count,
  /** Of the earlier ones: those that would be overdue at once. */
  overdueAtOnce: Count,
  /** What can be saved but is hardly meant: standards that no message can ever have, each by its place. */
  warnings: z.array(z.object({ path: z.string(), message: z.string() })),
  /** The first 200, by their present deadlines. */
  moves: z.array(
    z.object({
      caseId: Id,
      taskId: Id,
      kind: z.enum(TASK_KINDS),
      from: Instant,
      to: Instant,
      /** Working time won, or lost when negative. */
      workingMinutes: z.number(),
    }),
  ),
});
export type PolicyPreviewView = z.infer<typeof PolicyPreviewView>;

const Year = z.coerce.number().int().min(2000).max(2100);

export const CalendarYearQuery = z.strictObject({ year: Year });

/** A calendar that need not be saved. */
export const CalendarPreviewRequest = z.strictObject({ calendar: calendarDefinitionSchema, year: Year });

/** What is closed in a year, and worked against its weekday, and why. */
export const CalendarYearView = z.object({
  name: z.string(),
  zone: z.string(),
  year: z.int(),
  workingDays: Count,
  days: z.array(
    z.object({
      day: z.iso.date(),
      name: z.string(),
      /** `09:00-12:00,13:00-16:00`; `null` when closed. */
      hours: z.string().nullable(),
    }),
  ),
});
export type CalendarYearView = z.infer<typeof CalendarYearView>;

/** When work is done, as instants: what a countdown in working time runs by. The house's own calendar comes first. */
export const OpenHoursView = z.object({
  /** Every working day that has a part between these is listed, and whole. */
  from: Instant,
  to: Instant,
  calendars: z.array(
    z.object({
      name: z.string(),
      zone: z.string(),
      days: z.array(z.object({ day: z.iso.date(), open: z.array(z.object({ from: Instant, to: Instant })).min(1) })),
    }),
  ),
});
export type OpenHoursView = z.infer<typeof OpenHoursView>;
