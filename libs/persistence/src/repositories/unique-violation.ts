import { QueryFailedError } from 'typeorm';

/** SQLSTATE, PostgreSQL's Appendix A. */
const UNIQUE_VIOLATION = '23505';

/** Whether a row was refused because another one has the same key. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
}
