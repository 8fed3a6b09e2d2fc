import { HttpStatusError } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import fc from 'fast-check';
import { outcomeOfAnswer, outcomeOfFailure, type Attempt } from './delivery-outcome.js';

const NOW = new Date('2026-03-06T10:00:00Z');
const HOUR = 60 * 60_000;
const attempt = (given: Partial<Attempt> = {}): Attempt => ({
  kind: 'webhook',
  attempt: 1,
  test: false,
  now: NOW,
  random: 0,
  ...given,
});
const away = new ConnectorError('unreachable', 'nobody is there');
const status = (code: number) =>
  new HttpStatusError('misconfigured', `status ${code}`, {
    status: code,
    headers: {},
    body: new Uint8Array(),
    url: '',
  });

describe('what becomes of a message', () => {
  it('that fails comes again ever later, up to a day apart, and some three days in all', () => {
    const pauses: number[] = [];
    for (let n = 1; ; n += 1) {
      const outcome = outcomeOfFailure(away, attempt({ attempt: n }));
      if (outcome.kind !== 'again') {
        expect(outcome).toMatchObject({ kind: 'ended', end: 'given_up' });
        break;
      }
      pauses.push(outcome.at.getTime() - NOW.getTime());
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(24 * HOUR);
    expect(pauses.reduce((sum, pause) => sum + pause, 0) / (24 * HOUR)).toBeGreaterThan(3);
  });

  it('spreads what failed together by at most a fifth', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 9 }), (random, n) => {
        const at = (share: number) => outcomeOfFailure(away, attempt({ attempt: n, random: share })) as { at: Date };
        const least = at(0).at.getTime() - NOW.getTime();
        const pause = at(random).at.getTime() - NOW.getTime();
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause).toBeLessThanOrEqual(Math.ceil(least * 1.2));
      }),
    );
  });

  it('ends its channel by a 410 only; any other refusal may be a passing one', () => {
    expect(outcomeOfFailure(status(410), attempt())).toMatchObject({ kind: 'ended', end: 'gone' });
    for (const code of [400, 401, 404, 500]) expect(outcomeOfFailure(status(code), attempt()).kind).toBe('again');
  });

  it('lets its channel rest while nobody answers, for a minute at most, and not where the message itself was refused', () => {
    const rest = (error: ConnectorError, n: number) =>
      (outcomeOfFailure(error, attempt({ attempt: n })) as { channelRestsUntil: Date | null }).channelRestsUntil;
    expect(rest(away, 1)).toEqual(new Date(NOW.getTime() + 5_000));
    expect(rest(away, 9)).toEqual(new Date(NOW.getTime() + 60_000));
    expect(rest(status(400), 1)).toBeNull();
  });

  it('of a test is known at once', () => {
    expect(outcomeOfFailure(away, attempt({ test: true })).kind).toBe('failed');
  });

  const asking = (ms: number) => new ConnectorError('rate_limited', 'busy', { retryAt: new Date(NOW.getTime() + ms) });
  const wait = (error: ConnectorError, n: number) =>
    outcomeOfFailure(error, attempt({ attempt: n })) as { at: Date; channelRestsUntil: Date };

  it('waits as it is asked, with all of its channel, but not longer than a day', () => {
    const asked = new Date(NOW.getTime() + 30_000);
    expect(wait(asking(30_000), 1)).toMatchObject({ at: asked, channelRestsUntil: asked });
    expect(wait(asking(1_000 * HOUR), 1).at).toEqual(new Date(NOW.getTime() + 24 * HOUR));
  });

  it('is never hurried by a receiver that asks to wait for nothing, or until a time that is past', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000 * HOUR, max: 1_000 * HOUR }), fc.integer({ min: 1, max: 9 }), (ms, n) => {
        const outcome = wait(asking(ms), n);
        expect(outcome.at.getTime()).toBeGreaterThanOrEqual(wait(away, n).at.getTime());
        expect(outcome.channelRestsUntil.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 5_000);
      }),
    );
  });

  it('that is only ever asked to wait is given up as any other', () => {
    for (const ms of [-HOUR, 0, 1, 30_000])
      expect(outcomeOfFailure(asking(ms), attempt({ attempt: 10 }))).toMatchObject({ kind: 'ended', end: 'given_up' });
  });

  it('of a test waits once if it is asked to, and no longer than a person does', () => {
    const test = (ms: number, n: number) => outcomeOfFailure(asking(ms), attempt({ test: true, attempt: n })).kind;
    expect(test(30_000, 1)).toBe('again');
    expect(test(30_000, 2)).toBe('failed');
    expect(test(0, 1)).toBe('failed');
    expect(test(2 * HOUR, 1)).toBe('failed');
  });

  it.each<[Attempt['kind'], number, string, string, boolean]>([
    ['webhook', 204, '', '', true],
    ['webhook', 200, 'text/html', '<html>', true],
    ['slack', 200, 'text/plain', 'ok', true],
    ['slack', 200, 'text/plain', 'no_service', false],
    ['mattermost', 200, 'text/plain', 'ok\n', true],
    ['teams', 202, '', '', true],
    ['discord', 204, '', '', true],
    ['discord', 200, 'text/html; charset=utf-8', '<html>', false],
    ['teams', 302, '', '', false],
  ])('to a %s by %i %s “%s” has arrived: %s', (kind, code, type, body, arrived) => {
    const answer = { status: code, headers: { 'content-type': type }, body: new TextEncoder().encode(body) };
    expect(outcomeOfAnswer(answer, attempt({ kind })).kind).toBe(arrived ? 'sent' : 'again');
  });
});
