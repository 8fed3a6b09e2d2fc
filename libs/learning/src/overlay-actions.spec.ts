import type { OverlayVersion } from '@earshot/domain';
import { decideOnOverlay } from './overlay-actions.js';

const version = (id: string, given: Partial<OverlayVersion> = {}): OverlayVersion => ({
  id,
  sourceId: null,
  baseModel: 'm1',
  state: 'candidate',
  fittedAt: new Date(0),
  verdicts: 20,
  lastVerdictId: '20',
  figures: { comparison: null } as OverlayVersion['figures'],
  adoptedAt: null,
  replacedId: null,
  revertedBy: null,
  ...given,
});
const inForce = version('1', { state: 'in_force' });

describe('a person’s decision about an overlay', () => {
  it('puts it in force, also an earlier one, and only once', () => {
    const found = { version: version('2'), inForce, replaced: null };
    expect(decideOnOverlay(found, 'adopt', 'm1')).toEqual({ inForceId: '2' });
    expect(decideOnOverlay({ ...found, version: inForce }, 'adopt', 'm1')).toBeNull();
  });

  it('refuses what corrects another model', () => {
    const found = { version: version('2'), inForce, replaced: null };
    expect(() => decideOnOverlay(found, 'adopt', 'm2')).toThrow('fitted from the same verdicts');
  });

  it('goes back to what it replaced, unless that was reverted itself or corrects another model', () => {
    const back = (replaced: OverlayVersion | null) =>
      decideOnOverlay({ version: inForce, inForce, replaced }, 'revert', 'm1')?.inForceId;
    expect(back(version('0', { state: 'retired' }))).toBe('0');
    expect(back(version('0', { state: 'retired', revertedBy: '7' }))).toBeNull();
    expect(back(version('0', { state: 'retired', baseModel: 'm0' }))).toBeNull();
    expect(back(null)).toBeNull();
  });

  it('reverts only what is in force, and only once', () => {
    const again = { version: version('2', { state: 'retired', revertedBy: '7' }), inForce, replaced: null };
    expect(decideOnOverlay(again, 'revert', 'm1')).toBeNull();
    expect(() => decideOnOverlay({ ...again, version: version('3') }, 'revert', 'm1')).toThrow('only the one in force');
  });
});
