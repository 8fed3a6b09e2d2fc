import fc from 'fast-check';
import { nearestName } from './nearest-name.js';

describe('did you mean', () => {
  it.each([
    ['http.prot', 'http.port'],
    ['http.publicurl', 'http.publicUrl'],
    ['smtp.pasword', 'smtp.password'],
    ['elephant', undefined],
  ])('%s → %s', (written, meant) => {
    expect(nearestName(written, ['http.port', 'http.publicUrl', 'smtp.password'])).toBe(meant);
  });

  it('finds every name again after one letter is lost', () => {
    const names = ['polling.tickSeconds', 'calendar.country', 'database.poolSize'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
        const i = at % name.length;
        return nearestName(name.slice(0, i) + name.slice(i + 1), names) === name;
      }),
    );
  });
});
