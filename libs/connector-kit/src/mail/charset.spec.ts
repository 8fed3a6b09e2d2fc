import iconv from 'iconv-lite';
import { decodeText } from './charset.js';

const ENGLISH = 'I can’t believe it – you took €100 “again”…';

describe('text in an old charset', () => {
  it.each(['windows-1252', 'iso-8859-1', 'latin1', 'cp1252'])(
    'keeps quotes, dashes and the euro sign when it is said to be %s',
    (label) => {
      expect(decodeText(iconv.encode(ENGLISH, 'windows-1252'), label)).toEqual({ text: ENGLISH, guessed: false });
    },
  );

  it('keeps them when nothing is said', () => {
    expect(decodeText(iconv.encode(ENGLISH, 'windows-1252'), null).text).toBe(ENGLISH);
  });

  it.each([
    ['windows-1251', 'Когда будет «выплата» – 100 €?'],
    ['windows-1257', 'Kad būs maksājums – “€100”?'],
    ['windows-1250', 'Kdaj bo plačilo – „€100“?'],
    ['koi8-r', 'Когда будет выплата?'],
    ['iso-8859-15', 'Milloin 100 € maksetaan?'],
    ['macintosh', 'Où est l’argent…'],
  ])('is read as %s', (label, text) => {
    expect(decodeText(iconv.encode(text, label), label).text).toBe(text);
  });
});
