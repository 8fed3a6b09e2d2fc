/** A header of the form `value; name=parameter` (RFC 2045), still one character a byte. */
export interface StructuredHeader {
  /** Lower case. */
  readonly value: string;
  /** Keys in lower case; RFC 2231 sections are joined and percent signs resolved. */
  readonly parameters: ReadonlyMap<string, StructuredParameter>;
}

export interface StructuredParameter {
  readonly value: string;
  /** The charset that RFC 2231 declared for the value. */
  readonly charset: string | null;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/gs;

/** Longer headers of this kind are attacks on whoever parses them. */
const MAX_LENGTH = 16 * 1024;
const MAX_VALUE_LENGTH = 256;

/** The first of duplicated parameters counts, as it does for duplicated headers. */
export function parseStructuredHeader(header: string): StructuredHeader {
  const text = header.slice(0, MAX_LENGTH);
  const semicolon = text.indexOf(';');
  const head = semicolon < 0 ? text : text.slice(0, semicolon);
  const parameters = new Map<string, StructuredParameter>();
  const sections = new Map<string, Map<number, { text: string; encoded: boolean }>>();
  for (const match of semicolon < 0 ? [] : text.slice(semicolon).matchAll(PARAMETER)) {
    const key = (match[1] ?? '').toLowerCase();
    const value = match[2] !== undefined ? match[2].replace(/\\(.)/gs, '$1') : (match[3] ?? '').trim();
    const continued = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(key);
    if (continued === null) {
      if (!parameters.has(key)) parameters.set(key, { value, charset: null });
      continue;
    }
    const name = continued[1] ?? '';
    const list = sections.get(name) ?? new Map<number, { text: string; encoded: boolean }>();
    sections.set(name, list);
    const number = Number(continued[2] ?? 0);
    if (!list.has(number)) {
      list.set(number, { text: value, encoded: continued[2] === undefined || continued[3] !== undefined });
    }
  }
  for (const [name, list] of sections) parameters.set(name, joinSections(list));
  return {
    value: head
      .slice(0, MAX_VALUE_LENGTH)
      .replace(/\([^)]*\)/g, '')
      .trim()
      .toLowerCase(),
    parameters,
  };
}

/** RFC 2231: sections in the order of their numbers; the first may carry `charset'language'`. */
function joinSections(list: ReadonlyMap<number, { text: string; encoded: boolean }>): StructuredParameter {
  let charset: string | null = null;
  let value = '';
  for (const [number, section] of [...list].sort(([a], [b]) => a - b)) {
    let { text } = section;
    const prefix = number === 0 && section.encoded ? /^([^']*)'[^']*'/.exec(text) : null;
    if (prefix !== null) {
      charset = prefix[1] === '' ? null : (prefix[1] ?? null);
      text = text.slice(prefix[0].length);
    }
    value += section.encoded
      ? text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      : text;
  }
  return { value, charset };
}
