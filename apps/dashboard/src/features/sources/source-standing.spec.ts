import { standingOf } from './source-standing';

const READ = '2026-03-02T08:00:00.000Z';
const HELD = { until: '2026-03-02T12:00:00.000Z', reason: 'Too many requests', budget: null };

describe('how a source fares', () => {
  it.each([
    ['is healthy once it was read', {}, 'healthy'],
    ['is unread until then', { lastSuccessAt: null }, 'unread'],
    ['waits while the service asks for it', { health: { held: HELD } }, 'waiting'],
    ['waits, too, where nothing else was ever answered', { lastSuccessAt: null, health: { held: HELD } }, 'waiting'],
    ['needs a person first, whatever holds it back', { state: 'failing', health: { held: HELD } }, 'failing'],
    ['is paused though it was never read', { state: 'paused', lastSuccessAt: null }, 'paused'],
    ['is not unread when its messages are brought', { kind: 'webhook', lastSuccessAt: null }, 'healthy'],
  ] as const)('%s', (_what, source, standing) => {
    expect(standingOf({ kind: 'feed', state: 'healthy', lastSuccessAt: READ, health: { held: null }, ...source })).toBe(
      standing,
    );
  });
});
