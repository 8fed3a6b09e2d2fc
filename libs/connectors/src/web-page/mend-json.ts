/**
 * Parses JSON as pages write it: with raw line breaks and other control characters in strings, with escapes that JSON does
 * not know (`\'`), with commas before a closing bracket, and wrapped in comments. Linear in its length.
 *
 * @throws SyntaxError where even that does not make it JSON
 */
export function parsePageJson(written: string): unknown {
  const text = unwrapped(written);
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(mended(text));
  }
}

/** Scripts were hidden from browsers of the last century, and from parsers of XML. */
function unwrapped(text: string): string {
  return text
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:\/\/\s*-->|-->|\/\/\s*\]\]>|\/\*\s*\]\]>\s*\*\/|\]\]>)$/, '')
    .trim()
    .replace(/;$/, '');
}

const ESCAPED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function mended(text: string): string {
  let out = '';
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (!inString) {
      inString = char === '"';
      if (char !== ',' || !closesAfter(text, at)) out += char;
    } else if (char === '\\') {
      const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[0];
      // Of an escape that there is not, only its character was meant.
      if (escape !== undefined) {
        out += char + escape;
        at += escape.length;
      }
    } else if (char < ' ') {
      out += ESCAPED[char] ?? '';
    } else {
      inString = char !== '"';
      out += char;
    }
  }
  return out;
}

/** Whether the comma at this place has nothing behind it. */
function closesAfter(text: string, comma: number): boolean {
  let at = comma + 1;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return text[at] === '}' || text[at] === ']';
}
