import type { StoredSession } from '@earshot/domain';

/** A working day with its breaks: whoever comes back the next morning signs in again. */
export const IDLE_LIMIT_MS = 12 * 3_600_000;
/** However busy it is, a session ends after a week. */
export const ABSOLUTE_LIMIT_MS = 7 * 24 * 3_600_000;
/** How exactly the last use is recorded: a write a minute, not one a request. */
export const TOUCH_INTERVAL_MS = 60_000;

export function expiryOf(createdAt: Date): Date {
  return new Date(createdAt.getTime() + ABSOLUTE_LIMIT_MS);
}

/** Also false for a session whose user was disabled since. */
export function isAlive(session: StoredSession, now: Date): boolean {
  const idleMs = now.getTime() - session.lastSeenAt.getTime();
  return session.user.disabledAt === null && now < session.expiresAt && idleMs < IDLE_LIMIT_MS;
}

export function needsTouch(session: StoredSession, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= TOUCH_INTERVAL_MS;
}
