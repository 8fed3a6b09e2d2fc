import { isAscii } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { alphabetScore } from './alphabets.js';

export interface DecodedText {
  readonly text: string;
  /** The declared charset was missing, unknown or plainly wrong. */
  readonly guessed: boolean;
}

/** Labels that name no charset; some mailers write them for "I do not know". */
const NO_CHARSET = new Set([
  '',
  'us-ascii',
  'ascii',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'binary',
  '8bit',
  'default',
  'none',
]);
/** In what follows, single-byte charsets that differ in letters and not only in signs; ordered by how often they are met. */
const SINGLE_BYTE = [
  'windows-1252',
  'windows-1251',
  'windows-1250',
  'windows-1257',
  'koi8-r',
  'koi8-u',
  'iso-8859-2',
  'windows-1254',
  'iso-8859-5',
  'ibm866',
];
const MULTI_BYTE = new Set([
  'Shift_JIS',
  'EUC-JP',
  'EUC-KR',
  'Big5',
  'GB18030',
  'ISO-2022-JP',
  'ISO-2022-KR',
  'UTF-16LE',
  'UTF-16BE',
]);
/** Enough to recognise a charset; statistics over a megabyte tell nothing more. */
const SAMPLE_BYTES = 16 * 1024;

/** Decodes text by its declared charset, or by what the bytes look like where that is missing, unknown or impossible. */
export function decodeText(bytes: Buffer, declared: string | null): DecodedText {
  const label = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  if (isPlainAscii(bytes)) return { text: bytes.toString('latin1'), guessed: false };
  const utf8 = utf8OrNull(bytes);
  // Text that is valid UTF-8 beyond ASCII is UTF-8, whatever a careless mailer declared (single-byte labels fit all bytes).
  if (utf8 !== null && !isEscaped(bytes)) {
    return { text: utf8, guessed: !/^utf-?8$/.test(label) && !NO_CHARSET.has(label) && decoderFor(label) !== null };
  }
  const decode = NO_CHARSET.has(label) ? null : decoderFor(label);
  if (decode !== null) {
    const text = decode(bytes);
    if (!/^utf-?8$/.test(label) || damage(text) <= 0.02) return { text, guessed: false };
  }
  const guess = guessCharset(bytes);
  return { text: (guess === null ? null : decoderFor(guess)?.(bytes)) ?? bytes.toString('utf8'), guessed: true };
}

/** `null` when nothing fits better than another. */
function guessCharset(bytes: Buffer): string | null {
  const sample = bytes.length > SAMPLE_BYTES ? bytes.subarray(0, SAMPLE_BYTES) : bytes;
  if (!isEscaped(sample) && damage(sample.toString('utf8')) <= 0.01) return 'utf-8';
  const statistics = analyse(sample);
  const best = statistics[0];
  if (
    best !== undefined &&
    MULTI_BYTE.has(best.name) &&
    best.confidence >= (best.name.startsWith('ISO-2022') ? 50 : 90)
  ) {
    return best.name.toLowerCase();
  }
  // Statistics fail on short text and know no Baltic charset; the alphabets of the languages we read decide.
  let winner: string | null = null;
  let score = 0;
  for (const charset of SINGLE_BYTE) {
    const own = alphabetScore(iconv.decode(sample, charset));
    if (own > score) [winner, score] = [charset, own];
  }
  return winner ?? (damage(sample.toString('utf8')) === 0 ? 'utf-8' : (best?.name.toLowerCase() ?? null));
}

function decoderFor(label: string): ((bytes: Buffer) => string) | null {
  if (label === '') return null;
  try {
    const decoder = new TextDecoder(label);
    // Node decodes windows-1252, and the labels that the WHATWG takes for it, as ISO-8859-1: curly quotes, dashes and the
    // euro sign would become control characters.
    if (decoder.encoding === 'windows-1252') return (bytes) => iconv.decode(bytes, 'windows-1252');
    return (bytes) => decoder.decode(bytes);
  } catch {
    // Not a label of the WHATWG list: code pages of DOS and Mac, UTF-7, and spellings such as `cp-1251`.
    const name = [label, label.replace(/^x-|^cs/, ''), label.replace(/^(?:cp|ms|windows)[-_]?/, 'windows-')].find((n) =>
      iconv.encodingExists(n),
    );
    return name === undefined ? null : (bytes) => iconv.decode(bytes, name);
  }
}

/** Without `stream` it keeps nothing from one text to the next. */
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });

function utf8OrNull(bytes: Buffer): string | null {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Share of characters that could not be decoded. */
function damage(text: string): number {
  return (text.match(/\ufffd/g)?.length ?? 0) / Math.max(1, text.length);
}

function isPlainAscii(bytes: Buffer): boolean {
  return isAscii(bytes) && !bytes.includes(0x1b) && !bytes.includes(0);
}

/** Seven-bit multi-byte text (ISO-2022-JP) and UTF-16 are valid UTF-8 too: ESC and NUL give them away. */
function isEscaped(bytes: Buffer): boolean {
  return bytes.includes('\u001b$') || bytes.includes('\u001b(') || bytes.subarray(0, 64).includes(0);
}
