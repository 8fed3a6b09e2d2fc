import { Parser } from 'htmlparser2';
import type { MailLine } from './mail-line.js';

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
/** Elements with a blank line around them. */
const PARAGRAPHS = new Set(['p', 'blockquote', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre']);
const UNSEEN = new Set(['script', 'style', 'title', 'template', 'object', 'svg', 'select', 'noscript']);
const HIDDEN =
  /display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|$)|max-height:0(?:px)?(?:;|$)/;

/** Containers that hold a quoted mail, by class, id or name; Outlook prefixes them with `x_` when it quotes them again. */
const QUOTE_CONTAINERS = new Set([
  'yahoo_quoted',
  'protonmail_quote',
  'zmail_extra',
  'olk_src_body_section',
  'quote',
  'mail_android_quote',
  'tutanota_quote',
]);
/** Elements after which everything is the quoted mail. */
const QUOTE_STARTS = new Set([
  'divrplyfwdmsg',
  'appendonsend',
  'stopspelling',
  'mail-editor-reference-message-container',
  'outlookmessageheader',
  'moz-forward-container',
  'replysplit',
]);
const ATTRIBUTIONS = new Set(['gmail_attr', 'moz-cite-prefix', 'hmmessage_attr']);
const SIGNATURES = new Set([
  'gmail_signature',
  'moz-signature',
  'signature',
  'ms-outlook-mobile-signature',
  'applemailsignature',
  'protonmail_signature_block',
  'ymail_android_signature',
  'composer_signature',
  'yahoo-signature',
  'mobile-signature',
]);
/** The rule above Outlook's header block, in all its versions. */
const OUTLOOK_RULE = /border-top:solid#(?:e1e1e1|b5c4df)/;

/**
 * The parser keeps its open elements in a list that it searches and shifts, which is quadratic in the nesting. At this
 * depth it is started afresh on the rest, so that a mail nested without end costs no more than its length.
 */
const MAX_NESTING = 2_000;

interface Effect {
  readonly name: string;
  readonly quote: number;
  readonly role: MailLine['role'] | null;
  readonly hidden: boolean;
  /** Everything from here on is the quoted mail. */
  readonly startsQuote: boolean;
  /** A blank line stands around it. */
  readonly paragraph: boolean;
}

/** Turns HTML into lines as a reader sees them: nothing hidden, nothing fetched, with what the markup says about quoting. */
export function htmlLines(html: string): MailLine[] {
  const writer = new LineWriter();
  let offset = 0;
  while (offset < html.length) {
    const rest = offset === 0 ? html : html.slice(offset);
    let stoppedAt = -1;
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          if (writer.open(name, attributes) < MAX_NESTING) return;
          stoppedAt = parser.endIndex;
          parser.pause();
        },
        onclosetag: (name) => {
          if (stoppedAt < 0) writer.close(name);
        },
        ontext: (text) => writer.write(text),
      },
      { decodeEntities: true },
    );
    parser.write(rest);
    if (stoppedAt < 0) {
      parser.end();
      break;
    }
    writer.forgetNesting();
    offset += stoppedAt + 1;
  }
  return writer.finish();
}

class LineWriter {
  private readonly lines: MailLine[] = [];
  private elements: Effect[] = [];
  private text = '';
  private pendingSpace = false;
  /** The line holds nothing but a hard space, with which editors keep an empty line open. */
  private blank = false;
  private startQuote = false;
  private quote = 0;
  private hidden = 0;
  private preformatted = 0;
  private roles: MailLine['role'][] = [];

  /** @returns how many elements are open */
  open(name: string, attributes: Readonly<Record<string, string>>): number {
    if (name === 'br') this.endLine(true);
    const effect = effectOf(name, attributes);
    if (BLOCKS.has(name) || effect.quote > 0 || effect.role !== null) this.endLine(false);
    if (effect.paragraph) this.blankLine();
    if (effect.startsQuote) {
      this.endLine(false);
      this.startQuote = true;
    }
    this.elements.push(effect);
    this.quote += effect.quote;
    if (effect.hidden) this.hidden++;
    if (effect.role !== null) this.roles.push(effect.role);
    if (name === 'pre') this.preformatted++;
    if (name === 'li') this.write('- ');
    if (name === 'td' || name === 'th') this.pendingSpace = true;
    return this.elements.length;
  }

  close(name: string): void {
    const effect = this.elements.pop();
    if (effect === undefined) return;
    if (BLOCKS.has(name) || effect.quote > 0 || effect.role !== null) this.endLine(false);
    if (effect.paragraph) this.blankLine();
    this.quote -= effect.quote;
    if (effect.hidden) this.hidden--;
    if (effect.role !== null) this.roles.pop();
    if (name === 'pre') this.preformatted--;
  }

  write(text: string): void {
    if (this.hidden > 0) return;
    if (this.preformatted > 0) {
      const [head = '', ...more] = text.split('\n');
      this.text += head;
      for (const line of more) {
        this.endLine(true);
        this.text = line;
      }
      return;
    }
    const collapsed = text.replace(/[\s\u00a0]+/g, ' ');
    if (collapsed === ' ' || collapsed === '') {
      this.pendingSpace ||= collapsed === ' ';
      this.blank ||= text.includes('\u00a0');
      return;
    }
    const space = (this.pendingSpace || collapsed.startsWith(' ')) && this.text !== '' ? ' ' : '';
    this.text += space + collapsed.trim();
    this.pendingSpace = collapsed.endsWith(' ');
  }

  /** Open quotes and roles stay as they are; their end tags will not be seen. */
  forgetNesting(): void {
    this.elements = [];
  }

  finish(): MailLine[] {
    this.endLine(false);
    return this.lines;
  }

  private endLine(evenIfEmpty: boolean): void {
    if (this.text !== '' || ((evenIfEmpty || this.blank) && this.hidden === 0)) this.push(this.text.trimEnd());
    this.text = '';
    this.pendingSpace = false;
    this.blank = false;
  }

  private blankLine(): void {
    const last = this.lines.at(-1);
    if (last !== undefined && last.text !== '') this.push('');
  }

  private push(text: string): void {
    this.lines.push({ text, depth: this.quote, role: this.roles.at(-1) ?? 'body', startsQuote: this.startQuote });
    this.startQuote = false;
  }
}

function effectOf(name: string, attributes: Readonly<Record<string, string>>): Effect {
  const marks = marksOf(attributes);
  const style = styleOf(attributes);
  const quote =
    marks.some((mark) => QUOTE_CONTAINERS.has(mark)) || (name === 'blockquote' && isQuote(attributes, style));
  return {
    name,
    quote: quote ? 1 : 0,
    role: marks.some((mark) => ATTRIBUTIONS.has(mark))
      ? 'attribution'
      : marks.some((mark) => SIGNATURES.has(mark))
        ? 'signature'
        : null,
    // Outlook writes every line as a paragraph without space around it.
    paragraph: PARAGRAPHS.has(name) && !/msonormal/i.test(attributes.class ?? ''),
    startsQuote: marks.some((mark) => QUOTE_STARTS.has(mark)) || (name === 'div' && OUTLOOK_RULE.test(style)),
    hidden: UNSEEN.has(name) || attributes.hidden !== undefined || HIDDEN.test(style),
  };
}

/** Mail programs indent the writer's own paragraphs with a blockquote without a border. */
function isQuote(attributes: Readonly<Record<string, string>>, style: string): boolean {
  return (
    attributes.type === 'cite' || !/border(?:-style)?:(?:none|0)/.test(style) || /border-left:(?!none|0)/.test(style)
  );
}

function marksOf(attributes: Readonly<Record<string, string>>): string[] {
  const named = [attributes.class, attributes.id, attributes.name].filter((value) => value !== undefined).join(' ');
  if (named === '') return [];
  return named
    .slice(0, 500)
    .toLowerCase()
    .split(/\s+/)
    .map((mark) => mark.replace(/^(?:x_)+/, ''));
}

function styleOf(attributes: Readonly<Record<string, string>>): string {
  return (attributes.style ?? '').slice(0, 2_000).toLowerCase().replace(/\s+/g, '');
}
