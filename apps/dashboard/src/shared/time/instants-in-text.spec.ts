import fc from 'fast-check';
import { instantsInText } from './instants-in-text';

describe('the instants in a text', () => {
  it('are parted from its words', () => {
    expect(instantsInText('Spent until 2026-11-22T10:00:00.000Z. Asked at 2026-11-22T09:00:00+02:00')).toEqual([
      { text: 'Spent until ' },
      { instant: '2026-11-22T10:00:00.000Z' },
      { text: '. Asked at ' },
      { instant: '2026-11-22T09:00:00+02:00' },
    ]);
  });

  it.each(['', 'Nothing of the kind', 'On 2026-11-22', 'At 2026-11-22T10:00:00', 'At 2026-13-45T99:00:00Z'])(
    'are none in “%s”',
    (text) => {
      expect(instantsInText(text).filter((part) => 'instant' in part)).toEqual([]);
    },
  );

  it('leave every character where it stood', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        expect(
          instantsInText(text)
            .map((part) => ('text' in part ? part.text : part.instant))
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
