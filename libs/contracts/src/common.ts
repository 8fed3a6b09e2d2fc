import { z } from 'zod';

/** Decimal string: ids outgrow what a JavaScript number holds exactly. 18 digits always fit into a bigint. */
export const Id = z.string().regex(/^[1-9]\d{0,17}$/, 'must be a decimal id');

/** Of a case, a customer: the one that the caller saw, from 1. */
export const Version = z.int().min(1);

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** A time of day on somebody's clock. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:00');

/** RFC 9457 problem details: the body of every error. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Every fault of an invalid request: where it stands and what would be right. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Of a stale `If-Match`: the version that the case or customer has now. */
  version: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A keyset page: `next` is passed back as `after`; `null` on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** A filter of one or several names, repeated (`state=new&state=reopened`) or in one (`state=new,reopened`). */
export const anyOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [...new Set([given].flat().flatMap((text) => text.split(',')))].map((name) => name.trim()))
    .pipe(z.array(z.enum(names, { error: `must be one or several of ${names.join(', ')}` })))
    .describe(`One or several of ${names.join(', ')}: repeated, or separated by commas`);
