import { isFiltered, messageSearch } from './message-search.js';

const given = (raw: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(messageSearch(raw)).filter(([, value]) => value !== undefined));

describe('the address of the messages', () => {
  it('is read as it was written', () => {
    const search = {
      text: 'nauda',
      verdict: 'uncertain',
      case: 'without',
      language: 'lv',
      source: '3',
      from: '2026-11-01',
    };
    expect(given(search)).toEqual(search);
  });

  it('loses what does not fit, and no more', () => {
    const raw = {
      text: '  ',
      verdict: 'angry',
      case: 'both',
      language: 'x',
      source: '-1',
      from: '2026-13-01',
      to: '2026-11-30',
    };
    expect(given(raw)).toEqual({ to: '2026-11-30' });
    expect(isFiltered(messageSearch({ colour: 'red' }))).toBe(false);
  });
});
