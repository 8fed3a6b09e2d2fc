import type { OverlayVersion } from './detection-query.js';
import { returnsTo } from './returns-to.js';

const figures = { logLoss: 0.4, macroF1: 0.8, precision: 0.8, recall: 0.8 };
const version = (id: string, change: Partial<OverlayVersion> = {}): OverlayVersion => ({
  id,
  sourceId: null,
  baseModel: 'model-1',
  state: 'retired',
  fittedAt: '2026-11-20T09:00:00.000Z',
  verdicts: 40,
  figures: { before: figures, after: figures, comparison: null },
  adoptedAt: null,
  replacedId: null,
  revertedBy: null,
  ...change,
});
const taken = version('2', { state: 'in_force', replacedId: '1' });

describe('what judges once a version is taken back', () => {
  it('is the one that it replaced', () => {
    expect(returnsTo(taken, [taken, version('1')])).toBe('1');
  });

  it.each([
    ['replaced nothing', version('2'), version('1')],
    ['replaced one that was taken back itself', taken, version('1', { revertedBy: '7' })],
    ['replaced one that corrects another model', taken, version('1', { baseModel: 'model-0' })],
  ])('is the model alone where it %s', (_, one, other) => {
    expect(returnsTo(one, [one, other])).toBeNull();
  });
});
