import { emptyShadowForm, shadowQuery } from './shadow-form.js';

const ZONE = 'Europe/Helsinki';
const form = emptyShadowForm(new Date('2026-11-21T23:30:00Z'), ZONE);

describe('a change that is tried on the past', () => {
  it('is tried on the last thirty days of the reader, with what is in force, unless something else is said', () => {
    expect(form).toMatchObject({ from: '2026-10-24', to: '2026-11-22' });
    expect(shadowQuery(form, ZONE)).toEqual({ from: '2026-10-23T21:00:00.000Z', to: '2026-11-22T22:00:00.000Z' });
  });

  it('has its thresholds in percent, and its version', () => {
    expect(shadowQuery({ ...form, overlay: 'none', uncertainFrom: '0', dissatisfiedFrom: '62.5' }, ZONE)).toMatchObject(
      { overlay: 'none', uncertainFrom: 0, dissatisfiedFrom: 0.625 },
    );
  });

  it.each([
    ['period', { from: '' }],
    ['period', { from: '2026-11-23' }],
    ['period', { from: '2026-08-01' }],
    ['thresholds', { uncertainFrom: 'half' }],
    ['thresholds', { dissatisfiedFrom: '101' }],
    ['thresholds', { uncertainFrom: '-1' }],
    ['thresholds', { uncertainFrom: '60', dissatisfiedFrom: '50' }],
  ])('is refused for its %s: %j', (fault, change) => {
    expect(shadowQuery({ ...form, ...change }, ZONE)).toBe(fault);
  });

  it('may be on the same day, and on 92 of them', () => {
    expect(shadowQuery({ ...form, from: form.to }, ZONE)).toMatchObject({ from: '2026-11-21T22:00:00.000Z' });
    expect(shadowQuery({ ...form, from: '2026-08-23' }, 'UTC')).toMatchObject({ from: '2026-08-23T00:00:00.000Z' });
  });
});
