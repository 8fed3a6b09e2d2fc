import type { ApiRefusal } from '@earshot/connector-kit';
import { ConnectorError, ReplyError } from '@earshot/domain';
import { z } from 'zod';

/** RFC 7807 as X writes it: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const problem = z.object({
  type: z.string().default(''),
  title: z.string().default(''),
  detail: z.string().default(''),
});

const DAY_MS = 24 * 3_600_000;

/** What a refusal requires; `null` where the status says it: too many requests in a quarter of an hour, for instance. */
export function judgeRefusal({ status, body, byStatus }: ApiRefusal, now: Date): Error | null {
  const read = problem.safeParse(body);
  const { type = '', title = '' } = read.success ? read.data : {};
  const options = { cause: byStatus };
  // It comes with 402, 403 and 429, and is over when the month is, or when somebody pays.
  if (type.endsWith('/usage-capped') || title === 'UsageCapExceeded')
    return new ConnectorError('rate_limited', 'The posts that your plan at X may read in this month are used up', {
      ...options,
      retryAt: new Date(now.getTime() + DAY_MS),
      advice: 'Raise the plan or the cap in the developer console, or set postsPerMonth below it.',
    });
  if (status === 402 || title === 'CreditsDepleted')
    return new ConnectorError('misconfigured', 'Your developer account at X has no credits left', {
      ...options,
      advice: 'Buy credits in the developer console, then resume the source.',
    });
  return null;
}

/** What keeps a post of ours from being written, other than what keeps everything from being read. */
export function judgeRefusedPost(refusal: ApiRefusal, now: Date): Error | null {
  const general = judgeRefusal(refusal, now);
  if (general !== null || refusal.status !== 403) return general;
  const read = problem.safeParse(refusal.body);
  const detail = read.success ? read.data.detail : '';
  const options = { cause: refusal.byStatus };
  if (/duplicate/i.test(detail))
    return new ReplyError('refused', 'The same words of your account stand on X already', {
      ...options,
      advice: 'Look whether the answer stands below the post; otherwise change a word.',
    });
  if (/oauth1-permissions/i.test(read.success ? read.data.type : ''))
    return new ConnectorError('credentials_rejected', 'The tokens of your account may only read', {
      ...options,
      advice: 'Give the application the right to write, then generate the access token anew.',
    });
  return new ReplyError('refused', 'X does not take an answer below this post', {
    ...options,
    advice: 'Software may answer only who mentions or quotes your account; answer in the browser.',
  });
}
