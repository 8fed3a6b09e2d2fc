/** A line of a mail with what the markup around it said; plain text says it with `>`. */
export interface MailLine {
  readonly text: string;
  /** How many quotes it stands in; 0 for the writer's own lines. */
  readonly depth: number;
  /** What an HTML mail client marked it as. */
  readonly role: 'body' | 'attribution' | 'signature';
  /** The client began the quoted mail here: this line and everything after it is quoted. */
  readonly startsQuote: boolean;
}

/** `>:(` is an emoticon and `>10 days` a comparison, not a quote. */
const QUOTE_MARK = /^ ?((?:> ?)+)(?![:;][-'^]?[()[\]/\\|])(?=(\d?))/;

export function plainLines(text: string): MailLine[] {
  const lines = text.split('\n').map((line) => {
    const marks = QUOTE_MARK.exec(line);
    const depth = marks === null ? 0 : (marks[1] ?? '').replace(/ /g, '').length;
    return { text: line.trimEnd(), depth, role: 'body' as const, startsQuote: false, digit: (marks?.[2] ?? '') !== '' };
  });
  const quoted = lines.filter((line) => line.depth > 0);
  const single = quoted.length === 1 && quoted[0]?.digit === true;
  return lines.map(({ text: line, depth, role, startsQuote }) => ({
    text: line,
    depth: single ? 0 : depth,
    role,
    startsQuote,
  }));
}
