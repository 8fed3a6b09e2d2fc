import { HttpStatusError } from '@earshot/connector-kit';
import {
  BudgetSpent,
  CONNECTOR_ERROR_KINDS,
  ConnectorError,
  type ConnectorErrorKind,
  type SourceState,
} from '@earshot/domain';
import { FAILING_AFTER, sourceOutcome, type PollEnd } from './source-outcome.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);
type Asked = Parameters<typeof sourceOutcome>[0];
const source = (given: Partial<Asked> = {}): Asked => ({
  state: 'healthy',
  stateReason: null,
  stateSince: minutes(-60),
  stateAdvice: null,
  cursor: { page: 7 },
  pollIntervalSeconds: 300,
  paceSeconds: 300,
  lastSuccessAt: minutes(-5),
  consecutiveFailures: 0,
  troubleTold: null,
  secrets: null,
  ...given,
});
const failed = (kind: ConnectorErrorKind, retryAt?: Date): PollEnd => ({
  kind: 'failed',
  error: new ConnectorError(kind, 'it went wrong', { advice: 'Do something.', ...(retryAt && { retryAt }) }),
});
const read = (given: Partial<Extract<PollEnd, { kind: 'read' }>> = {}): PollEnd => ({
  kind: 'read',
  notBefore: null,
  stored: 0,
  credentialsExpireAt: null,
  ...given,
});
const outcome = (given: Partial<Asked>, end: PollEnd) => sourceOutcome(source(given), end, NOW, 0);

describe('where a source stands after a poll', () => {
  it('is healthy, and heard from when something was new', () => {
    expect(outcome({ consecutiveFailures: 3, state: 'degraded' }, read({ stored: 2 }))).toMatchObject({
      state: 'healthy',
      stateReason: null,
      consecutiveFailures: 0,
      succeeded: true,
      heard: true,
      paceSeconds: 150,
      nextPollAt: minutes(2.5),
    });
    expect(outcome({}, read())).toMatchObject({ heard: false, paceSeconds: 375 });
  });

  it('waits as long as the server asked for', () => {
    expect(outcome({}, read({ notBefore: minutes(50) })).nextPollAt).toEqual(minutes(50));
  });

  it('is put off, not failed, when a budget of ours is spent', () => {
    const error = new BudgetSpent('60 requests a minute', minutes(40));
    const paused = { state: 'degraded', consecutiveFailures: 2 } as const;
    expect(outcome(paused, { kind: 'postponed', error, stored: 0 })).toMatchObject({
      ...paused,
      nextPollAt: minutes(40),
      notice: null,
      forgetCursor: false,
    });
  });

  it('is put off when the service says "too many", and degraded only when nothing else was heard for hours', () => {
    expect(outcome({}, failed('rate_limited', minutes(15)))).toMatchObject({
      state: 'healthy',
      consecutiveFailures: 0,
      nextPollAt: minutes(15),
      notice: null,
    });
    const long = { lastSuccessAt: minutes(-7 * 60) };
    expect(outcome(long, failed('rate_limited'))).toMatchObject({
      state: 'degraded',
      stateReason: 'it went wrong',
      stateAdvice: 'Do something.',
    });
    // The quota of a day is spent, the service says until when, and is not asked before.
    expect(outcome(long, failed('rate_limited', minutes(15)))).toMatchObject({
      state: 'healthy',
      nextPollAt: minutes(15),
    });
    const forDays = { lastSuccessAt: minutes(-37 * 60) };
    expect(outcome(forDays, failed('rate_limited', minutes(15)))).toMatchObject({
      state: 'degraded',
      nextPollAt: minutes(15),
    });
  });

  it('is not degraded by the first "too many" that a new source hears, nor is trouble it had counted further', () => {
    const isNew = { lastSuccessAt: null, stateSince: minutes(-1) };
    expect(outcome(isNew, failed('rate_limited', minutes(15)))).toMatchObject({
      state: 'healthy',
      consecutiveFailures: 0,
      nextPollAt: minutes(15),
      notice: null,
    });
    const hadTrouble = { state: 'degraded', consecutiveFailures: 2, troubleTold: 'degraded' } as const;
    expect(outcome(hadTrouble, failed('rate_limited', minutes(15)))).toMatchObject({
      state: 'degraded',
      consecutiveFailures: 2,
      notice: null,
    });
    const neverRead = { lastSuccessAt: null, stateSince: minutes(-7 * 60) };
    expect(outcome(neverRead, failed('rate_limited')).state).toBe('degraded');
  });

  it.each(CONNECTOR_ERROR_KINDS)('tells what to do also where a connector knows nothing better: %s', (kind) => {
    const end = { kind: 'failed' as const, error: new ConnectorError(kind, 'it went wrong') };
    const { stateAdvice } = outcome({ cursor: null, lastSuccessAt: minutes(-40 * 60) }, end);
    expect(stateAdvice).toMatch(/\.$/);
  });

  it('is unchanged by a poll that was broken off, and read again at once', () => {
    const given = { state: 'degraded', consecutiveFailures: 2, stateReason: 'slow' } as const;
    expect(outcome(given, { kind: 'interrupted' })).toMatchObject({ ...given, nextPollAt: NOW, notice: null });
  });

  it('backs off longer with each failure, up to an hour, and fails after five', () => {
    const after = [0, 1, 2, 3, 4, 9].map((consecutiveFailures) =>
      outcome({ consecutiveFailures }, failed('unreachable')),
    );
    expect(after.map(({ nextPollAt }) => (nextPollAt.getTime() - NOW.getTime()) / 60_000)).toEqual([
      5, 10, 20, 40, 60, 60,
    ]);
    expect(after.map(({ state }) => state)).toEqual([
      ...Array.from({ length: FAILING_AFTER - 1 }, () => 'degraded'),
      'failing',
      'failing',
    ]);
  });

  it.each(['credentials_rejected', 'misconfigured'] as const)(
    'is paused when %s, because trying again is no help',
    (kind) => {
      expect(outcome({}, failed(kind))).toMatchObject({ state: 'paused', notice: { byMail: true } });
    },
  );

  describe('that was read before', () => {
    const refused = (status: number): PollEnd => {
      const kind = status === 401 || status === 403 ? 'credentials_rejected' : 'misconfigured';
      const response = { status, headers: {}, body: new Uint8Array(), url: 'https://forum.example/feed' };
      return { kind: 'failed', error: new HttpStatusError(kind, `status ${status}`, response) };
    };
    const state = (given: Partial<Asked>, status: number) => outcome(given, refused(status)).state;

    it.each([404, 410])('is tried for a day when the answer is %i, and paused then', (status) => {
      expect(state({}, status)).toBe('degraded');
      expect(state({ consecutiveFailures: 9, lastSuccessAt: minutes(-23 * 60) }, status)).toBe('failing');
      expect(state({ consecutiveFailures: 9, lastSuccessAt: minutes(-25 * 60) }, status)).toBe('paused');
      // The service stood still for a day: one answer is not a day of them.
      expect(state({ lastSuccessAt: minutes(-25 * 60) }, status)).toBe('degraded');
      expect(state({ lastSuccessAt: null }, status)).toBe('paused');
    });

    it.each([401, 403])('is tried three times when the answer is %i, unless it has credentials', (status) => {
      expect(state({ consecutiveFailures: 1 }, status)).toBe('degraded');
      expect(state({ consecutiveFailures: 2 }, status)).toBe('paused');
      expect(state({ secrets: new Uint8Array(1) }, status)).toBe('paused');
      expect(state({ lastSuccessAt: null }, status)).toBe('paused');
    });
  });

  it('reads everything again when its position was lost, without alarming anybody', () => {
    expect(outcome({}, failed('cursor_lost'))).toMatchObject({ forgetCursor: true, nextPollAt: NOW, notice: null });
    expect(outcome({ cursor: null }, failed('cursor_lost'))).toMatchObject({ forgetCursor: false });
  });
});

describe('what ops people are told', () => {
  const told = (troubleTold: SourceState | null, end: PollEnd, consecutiveFailures = 0) =>
    outcome({ troubleTold, consecutiveFailures, state: troubleTold ?? 'healthy' }, end).notice;
  const trouble = (byMail: boolean) => ({
    event: 'source_trouble',
    severity: byMail ? 'high' : 'low',
    byMail,
  });

  it('is the first failure, once', () => {
    expect(told(null, failed('unreachable'))).toEqual(trouble(false));
    expect(told('degraded', failed('unreachable'), 1)).toBeNull();
  });

  it('is once more, by mail, that somebody is needed', () => {
    expect(told('degraded', failed('unreachable'), FAILING_AFTER - 1)).toEqual(trouble(true));
    expect(told('failing', failed('unreachable'), FAILING_AFTER)).toBeNull();
    expect(told('failing', failed('credentials_rejected'), FAILING_AFTER)).toBeNull();
  });

  it('is the recovery, once, by mail only where the trouble was', () => {
    expect(told('degraded', read())).toEqual({ event: 'source_recovered', severity: 'none', byMail: false });
    expect(told('paused', read())).toEqual({ event: 'source_recovered', severity: 'none', byMail: true });
    expect(told(null, read())).toBeNull();
  });
});
