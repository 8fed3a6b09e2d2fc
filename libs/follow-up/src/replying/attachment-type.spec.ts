import { attachmentType } from './attachment-type.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('attachmentType', () => {
  it.each([
    ['offer.PDF', '%PDF-1.7 …', 'application/pdf'],
    ['photo.jpg', '\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
    ['price.xlsx', 'PK\u0003\u0004', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['note.txt', 'Labdien!', 'text/plain'],
  ])('sends %s', (name, content, type) => {
    expect(attachmentType(name, bytes(content))).toBe(type);
  });

  it.each([
    ['setup.exe', 'MZ'],
    ['page.html', '<script>'],
    ['image.svg', '<svg onload="">'],
    ['offer.pdf', 'MZ this is a program'],
    ['note.txt', 'MZ\u0000\u0001'],
    ['offer.pdf.js', '%PDF-'],
    ['noextension', 'x'],
    ['empty.txt', ''],
    ['constructor', 'x'],
    ['x.constructor', 'x'],
  ])('does not send %s (%j)', (name, content) => {
    expect(() => attachmentType(name, bytes(content))).toThrow('cannot be attached');
  });
});
