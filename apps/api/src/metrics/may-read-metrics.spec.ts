import { isOnThisMachine } from './may-read-metrics.js';

describe('a reader of the metrics', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('at %s is on this machine', (remoteAddress) =>
    expect(isOnThisMachine({ remoteAddress, headers: {} })).toBe(true),
  );

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '128.0.0.1', '1127.0.0.1', undefined])('at %s is not', (remoteAddress) =>
    expect(isOnThisMachine({ remoteAddress, headers: {} })).toBe(false),
  );

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])('behind a proxy that says so by %s is not', (name) =>
    expect(isOnThisMachine({ remoteAddress: '127.0.0.1', headers: { [name]: '127.0.0.1' } })).toBe(false),
  );
});
