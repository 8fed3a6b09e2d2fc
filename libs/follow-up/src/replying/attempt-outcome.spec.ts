import { ConnectorError, CONNECTOR_ERROR_KINDS, ReplyError } from '@earshot/domain';
import { afterFailedAttempt } from './attempt-outcome.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('after an attempt that failed', () => {
  it('tries again, ever later, what was surely not taken', () => {
    const error = new ConnectorError('unreachable', 'no answer');
    expect([1, 2, 5, 11].map((attempt) => afterFailedAttempt(error, attempt, NOW))).toEqual(
      [1, 2, 16, 120].map((minutes) => ({ kind: 'postponed', reason: 'no answer', until: minutesLater(minutes) })),
    );
  });

  it('waits as long as it is asked to', () => {
    const error = new ConnectorError('rate_limited', 'slow down', { retryAt: minutesLater(30) });
    expect(afterFailedAttempt(error, 1, NOW)).toMatchObject({ until: minutesLater(30) });
    expect(afterFailedAttempt(error, 8, NOW)).toMatchObject({ until: minutesLater(120) });
  });

  it('tells a person after half a day', () => {
    const error = new ConnectorError('unreachable', 'no answer', { advice: 'Look.' });
    expect(afterFailedAttempt(error, 12, NOW)).toEqual({
      kind: 'failed',
      reason: 'no answer. Look. (tried 12 times)',
    });
  });

  it.each(['credentials_rejected', 'misconfigured'] as const)('does not try %s again by itself', (kind) => {
    expect(afterFailedAttempt(new ConnectorError(kind, 'no'), 1, NOW)).toEqual({ kind: 'failed', reason: 'no' });
  });

  it('sends again nothing that may have gone out', () => {
    expect(afterFailedAttempt(new ReplyError('uncertain', 'silence'), 1, NOW).kind).toBe('unsure');
    expect(afterFailedAttempt(new TypeError('a mistake of ours'), 1, NOW).kind).toBe('unsure');
    expect(afterFailedAttempt('what is this', 1, NOW).kind).toBe('unsure');
    expect(afterFailedAttempt(new ReplyError('refused', 'no such user'), 1, NOW).kind).toBe('failed');
  });

  it('has an answer to every kind of error', () => {
    for (const kind of CONNECTOR_ERROR_KINDS)
      expect(['failed', 'postponed']).toContain(afterFailedAttempt(new ConnectorError(kind, '-'), 1, NOW).kind);
  });
});
