import { CharClass, classOfUnit, foldUnit } from './fold.js';

export const enum TokenKind {
  Word = 1,
  Number = 2,
  User = 3,
  Link = 4,
  /** A run of ! ? or . */
  Marks = 5,
  /** An emoji or another sign that stands for itself. */
  Sign = 6,
  /** A smile or a frown in characters: `:-(`, `;)`, `<3`, and the bare brackets of Russian chats. */
  Smile = 7,
  Frown = 8,
}

/** Longer texts are cut before they are judged: a complaint is made long before this many UTF-16 units. */
export const MAX_JUDGED_LENGTH = 20_000;

const AT = 0x40;
const COLON = 0x3a;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const LESS = 0x3c;
const OPEN = 0x28;
const CLOSE = 0x29;

/**
 * A text folded and split into tokens. The arrays are reused from text to text (no allocation on the hot path), so a
 * reading is valid until the next `read`. Never throws, whatever the text holds.
 */
export class Reading {
  /** The text as judged: the original, cut to MAX_JUDGED_LENGTH. */
  text = '';
  /** Folded units, and for each its offset in `text`. */
  readonly units = new Uint16Array(MAX_JUDGED_LENGTH + 2);
  readonly offsets = new Int32Array(MAX_JUDGED_LENGTH + 2);
  length = 0;
  /** Tokens: folded start and end (exclusive), kind, and a hash of the folded form without elongation. */
  readonly starts = new Int32Array(MAX_JUDGED_LENGTH + 2);
  readonly ends = new Int32Array(MAX_JUDGED_LENGTH + 2);
  readonly kinds = new Uint8Array(MAX_JUDGED_LENGTH + 2);
  tokens = 0;
  words = 0;

  read(text: string): void {
    this.text = text.length > MAX_JUDGED_LENGTH ? cutAt(text, MAX_JUDGED_LENGTH) : text;
    this.foldAll();
    this.tokens = 0;
    this.words = 0;
    for (let at = 0; at < this.length;) at = this.readToken(at);
  }

  /** Offset in the original text of a token's first unit. */
  originalStart(token: number): number {
    return this.offsets[this.starts[token] as number] as number;
  }

  /** Offset in the original text after a token's last unit. */
  originalEnd(token: number): number {
    return this.offsets[this.ends[token] as number] as number;
  }

  /** The folded form of a token. */
  word(token: number): string {
    return String.fromCharCode(...this.units.subarray(this.starts[token], this.ends[token]));
  }

  /** Folds, and shortens three or more of the same letter to one: `sooo` is read as `so`. */
  private foldAll(): void {
    const { text, units, offsets } = this;
    let length = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = foldUnit(text.charCodeAt(i));
      if (unit === 0) continue;
      if (
        length >= 2 &&
        units[length - 1] === unit &&
        units[length - 2] === unit &&
        classOfUnit(unit) === CharClass.Letter
      ) {
        while (i + 1 < text.length && foldUnit(text.charCodeAt(i + 1)) === unit) i++;
        length--;
        continue;
      }
      units[length] = unit;
      offsets[length++] = i;
    }
    offsets[length] = text.length;
    units[length] = 0;
    units[length + 1] = 0;
    this.length = length;
  }

  private readToken(at: number): number {
    const unit = this.units[at] as number;
    switch (classOfUnit(unit)) {
      case CharClass.Space:
      case CharClass.Apostrophe:
        return at + 1;
      case CharClass.Letter:
        return this.isLink(at)
          ? this.push(at, this.untilSpace(at), TokenKind.Link)
          : this.push(at, this.untilWordEnd(at), TokenKind.Word);
      case CharClass.Digit:
        return this.push(at, this.untilNumberEnd(at), TokenKind.Number);
      default:
        return this.readSign(at, unit);
    }
  }

  private readSign(at: number, unit: number): number {
    if (unit === AT && at + 1 < this.length && classOfUnit(this.units[at + 1] as number) === CharClass.Letter) {
      return this.push(at, this.untilSpace(at), TokenKind.User);
    }
    if (isMark(unit)) {
      let end = at + 1;
      while (end < this.length && isMark(this.units[end] as number)) end++;
      return this.push(at, end, TokenKind.Marks);
    }
    const face = this.readFace(at, unit);
    if (face > at) return face;
    if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < this.length) return this.push(at, at + 2, TokenKind.Sign);
    return unit >= 0x2190 ? this.push(at, at + 1, TokenKind.Sign) : at + 1;
  }

  /** The end of an emoticon that starts here, after pushing it; `at` when there is none. */
  private readFace(at: number, unit: number): number {
    const { units } = this;
    if (unit === LESS && units[at + 1] === 0x33) return this.push(at, at + 2, TokenKind.Smile);
    if (unit === OPEN || unit === CLOSE) {
      let end = at + 1;
      while (units[end] === unit) end++;
      return end - at >= 2 ? this.push(at, end, unit === OPEN ? TokenKind.Frown : TokenKind.Smile) : at;
    }
    if (unit !== COLON && unit !== SEMICOLON && unit !== EQUALS) return at;
    let mouth = at + 1;
    while (mouth < at + 3 && (units[mouth] === 0x2d || units[mouth] === 0x27)) mouth++;
    const shape = units[mouth] as number;
    const isSmile =
      shape === CLOSE || shape === 0x5d || ((shape === 0x64 || shape === 0x70) && !this.isLetterAt(mouth + 1));
    const isFrown =
      shape === OPEN ||
      shape === 0x5b ||
      shape === 0x7c ||
      (shape === SLASH && units[mouth + 1] !== SLASH && !this.isLetterAt(mouth + 1));
    if (!isSmile && !isFrown) return at;
    let end = mouth + 1;
    while (units[end] === shape) end++;
    return this.push(at, end, isSmile ? TokenKind.Smile : TokenKind.Frown);
  }

  private isLetterAt(at: number): boolean {
    return classOfUnit(this.units[at] as number) === CharClass.Letter;
  }

  private push(start: number, end: number, kind: TokenKind): number {
    const token = this.tokens++;
    this.starts[token] = start;
    this.ends[token] = end;
    this.kinds[token] = kind;
    if (kind === TokenKind.Word) this.words++;
    return end;
  }

  private isLink(at: number): boolean {
    const { units } = this;
    const isWww = units[at] === 0x77 && units[at + 1] === 0x77 && units[at + 2] === 0x2e;
    if (isWww) return true;
    if (units[at] !== 0x68 || units[at + 1] !== 0x74 || units[at + 2] !== 0x74 || units[at + 3] !== 0x70) return false;
    const colon = units[at + 4] === 0x73 ? at + 5 : at + 4;
    return colon + 1 < this.length && units[colon] === COLON && units[colon + 1] === SLASH;
  }

  private untilSpace(at: number): number {
    while (at < this.length && classOfUnit(this.units[at] as number) !== CharClass.Space) at++;
    return at;
  }

  /** Letters and digits, with apostrophes between letters: `don't` is one word. */
  private untilWordEnd(at: number): number {
    for (; at < this.length; at++) {
      const kind = classOfUnit(this.units[at] as number);
      if (kind === CharClass.Letter || kind === CharClass.Digit) continue;
      const joins = kind === CharClass.Apostrophe && at + 1 < this.length;
      if (!joins || classOfUnit(this.units[at + 1] as number) !== CharClass.Letter) break;
    }
    return at;
  }

  private untilNumberEnd(at: number): number {
    for (; at < this.length; at++) {
      const unit = this.units[at] as number;
      if (classOfUnit(unit) === CharClass.Digit) continue;
      const isSeparator = unit === 0x2c || unit === 0x2e || unit === COLON;
      if (!isSeparator || at + 1 >= this.length || classOfUnit(this.units[at + 1] as number) !== CharClass.Digit) break;
    }
    return at;
  }
}

function isMark(unit: number): boolean {
  return unit === 0x21 || unit === 0x3f || unit === 0x2e || unit === 0x2026;
}

/** Cuts without splitting a surrogate pair. */
export function cutAt(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
