import { htmlToPlainText } from './html-text.js';

/** A character that stands for itself because of the backslash before it (CommonMark §2.4). */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
/** What stands between an escape and the end of the work: no text has these (Unicode's private use). */
const HELD = 0xe000;
const HELD_CHARACTER = /[\ue000-\ue07f]/g;

/**
 * What a person reads of Markdown as sites of posts use it: words without the marks for emphasis, headings, code and links;
 * the words of a link instead of its address; entities decoded. Lists and line breaks stay as they are.
 */
export function markdownToPlainText(markdown: string): string {
  const held = markdown
    .replace(/[\ue000-\ue07f]/g, '')
    .replace(ESCAPED, (_match, char: string) => String.fromCharCode(HELD + char.charCodeAt(0)));
  const bare = held
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*$/gm, '')
    .replace(/^ {0,3}#{1,6} +/gm, '')
    .replace(/!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2000}(?: +"[^"\n]{0,500}")?\)/g, '$1')
    .replace(/(\*{1,3}|~~)(?=\S)([^*~\n]{1,2000}?\S|\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_\n]{1,2000}?\S|[^_\s])\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/`([^`\n]{1,2000})`/g, '$1')
    .replace(/>!([^\n]{1,2000}?)!</g, '$1')
    .replace(/\^\(([^()\n]{1,500})\)|\^(?=[\p{L}\p{N}])/gu, '$1');
  const plain = /&(?:[a-z]+|#\d+|#x[\da-f]+);/i.test(bare) ? withoutEntities(bare) : bare;
  return plain.replace(HELD_CHARACTER, (char) => String.fromCharCode(char.charCodeAt(0) - HELD)).trim();
}

/** `<` would begin a tag for the converter, which is only asked for entities. */
function withoutEntities(text: string): string {
  return htmlToPlainText(text.replaceAll('<', '&lt;'));
}
