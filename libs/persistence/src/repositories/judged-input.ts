import type { AssessmentInput } from '@earshot/domain';
import type { Row } from './sql.js';

/** UTF-16 units of a text that any judgement can use; what follows is not worth carrying. */
export const LONGEST_JUDGED = 20_000;

/** What a judgement of message `m` used, whose newest assessment is `a`. */
export const JUDGED_INPUT = `m.source_id, left(m.text, ${LONGEST_JUDGED}) as text, m.subject, m.rating, m.language,
  m.channel, coalesce(a.unanswered_before, 0) as unanswered_before, a.thread_probability`;

export function judgedInput(row: Row): AssessmentInput & { sourceId: string } {
  return {
    sourceId: row.source_id as string,
    text: row.text as string,
    subject: row.subject as string | null,
    rating: row.rating as number | null,
    language: row.language as string | null,
    channel: row.channel as NonNullable<AssessmentInput['channel']>,
    unansweredBefore: row.unanswered_before as number,
    threadProbability: row.thread_probability as number | null,
  };
}
