const LONGEST = 150;
/** Reserved by Windows, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A file name that is safe in a mail header, on a screen and on the receiver's disk: no folders, no control characters, no
 * characters that turn the reading direction and hide the true extension, at most 150 characters with the extension kept.
 */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).pop() ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .replace(/[<>:"|?*;]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (clean === '') return 'attachment';
  const whole = RESERVED.test(clean) ? `_${clean}` : clean;
  const letters = [...whole];
  if (letters.length <= LONGEST) return whole;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(whole)?.[0] ?? '';
  return letters.slice(0, LONGEST - extension.length).join('') + extension;
}
