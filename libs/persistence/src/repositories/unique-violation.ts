import { QueryFailedError } from 'typeorm';

/** SQLSTATE, PostgreSQL's Appendix A. */
const UNIQUE_VIOLATION = '23505';

/** Whether a row was refused because another one has the same key. @param constraint only this one; else any */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const refusal = error.driverError as { readonly code?: unknown; readonly constraint?: unknown };
  return refusal.code === UNIQUE_VIOLATION && (constraint === undefined || refusal.constraint === constraint);
}
