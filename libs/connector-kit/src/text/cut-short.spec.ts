import { cutShort } from './cut-short.js';

describe('a text of which only the beginning is shown', () => {
  it.each([
    ['I waited three weeks and [...]', 'I waited three weeks and …'],
    ['I waited […]', 'I waited …'],
    ['I waited… Read more', 'I waited …'],
    ['I waited... (Continue reading “Parcel lost” →)', 'I waited …'],
    ['Odotin kolme viikkoa … Lue lisää', 'Odotin kolme viikkoa …'],
    ['Жду три недели… Читать далее', 'Жду три недели …'],
  ])('%j → %j', (text, shown) => expect(cutShort(text)).toEqual({ text: shown, isCut: true }));

  it.each([
    ['I am waiting ...'],
    ['I am waiting… and waiting'],
    ['Click Read more. It does not work.'],
    ['Pressing “…” I see: read more\nand nothing else'],
    [''],
  ])('%j is whole', (text) => expect(cutShort(text)).toEqual({ text, isCut: false }));

  it('takes time in proportion to a hostile text', () => {
    expect(cutShort('…'.repeat(1_000_000)).isCut).toBe(false);
  });
});
