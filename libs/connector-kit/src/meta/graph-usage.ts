import { z } from 'zod';

/** Per cent of what is allowed in an hour. */
const usage = z.object({
  call_count: z.number().default(0),
  total_time: z.number().default(0),
  total_cputime: z.number().default(0),
});
/** By page or account, then by use case; minutes. */
const businessUsage = z.record(
  z.string(),
  z.array(usage.extend({ estimated_time_to_regain_access: z.number().min(0).default(0) })),
);

/** At a hundred every request fails. Per cent. */
const NEARLY_ALL = 95;
/** By then some of the requests of the last hour are forgotten. */
const PAUSE_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/**
 * Until when the Graph API is to be left alone, by the headers `X-Business-Use-Case-Usage` and `X-App-Usage`; `null` while
 * there is enough left (https://developers.facebook.com/docs/graph-api/overview/rate-limiting).
 *
 * @param headers lower-case names
 */
export function graphUsagePause(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  const business = Object.values(parsed(headers['x-business-use-case-usage'], businessUsage) ?? {}).flat();
  const named = Math.max(0, ...business.map(({ estimated_time_to_regain_access: minutes }) => minutes)) * MINUTE_MS;
  const application = parsed(headers['x-app-usage'], usage);
  const isNearlySpent = [...business, ...(application === null ? [] : [application])].some(
    ({ call_count, total_time, total_cputime }) => Math.max(call_count, total_time, total_cputime) >= NEARLY_ALL,
  );
  const pauseMs = Math.max(named, isNearlySpent ? PAUSE_MS : 0);
  return pauseMs === 0 ? null : new Date(now.getTime() + Math.min(pauseMs, LONGEST_PAUSE_MS));
}

function parsed<Value>(header: string | undefined, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.safeParse(JSON.parse(header ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
