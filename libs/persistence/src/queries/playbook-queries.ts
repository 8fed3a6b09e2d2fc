import type { CaseState, CauseLesson, Severity } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { LESSONS } from '../repositories/playbook.repository.js';

export interface LessonFilter {
  readonly stage?: string | undefined;
  /** Those whose cause was not removed yet, or those where it was. */
  readonly open?: boolean | undefined;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A case that had a cause, as a lesson lists it. */
export interface LessonCaseRow {
  readonly caseId: string;
  readonly subject: string | null;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly openedAt: Date;
}

/** What systemic causes taught the house. */
export class PlaybookQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async lessons({ stage, open, after, limit }: LessonFilter): Promise<{ items: CauseLesson[]; next: string | null }> {
    const rows = await this.dataSource.query<CauseLesson[]>(
      `${LESSONS}
       where ($1::text is null or l.cause_stage = $1) and ($2::boolean is null or (l.closed_at is null) = $2)
         and ($3::bigint is null or l.id < $3)
       order by l.id desc limit $4`,
      [stage ?? null, open ?? null, after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** The cases that had the cause, newest first. */
  async casesOf(
    lessonId: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: LessonCaseRow[]; next: string | null }> {
    const rows = await this.dataSource.query<LessonCaseRow[]>(
      `select id as "caseId", subject, state, severity, opened_at as "openedAt" from cases
       where lesson_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
      [lessonId, after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? (items.at(-1)?.caseId ?? null) : null };
  }
}
