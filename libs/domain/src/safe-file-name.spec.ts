import fc from 'fast-check';
import { safeFileName } from './safe-file-name.js';

describe('safeFileName', () => {
  it.each([
    ['lasku.pdf', 'lasku.pdf'],
    ['Счёт № 5.pdf', 'Счёт № 5.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\offer.docx', 'offer.docx'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\r\nBcc: someone@example.org', 'aBcc_ someone@example.org'],
    ['CON.txt', '_CON.txt'],
    ['...', 'attachment'],
    ['', 'attachment'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('is harmless, short and stable for whatever is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const safe = safeFileName(given);
        expect(safe).not.toMatch(/[\p{Cc}\\/]/u);
        expect([...safe].length).toBeGreaterThan(0);
        expect([...safe].length).toBeLessThanOrEqual(151);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});
