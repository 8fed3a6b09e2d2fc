/** Text that every consumer takes: LF line ends, no control characters (PostgreSQL refuses NUL), no lone surrogates. */
export function plainText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  // Most texts have nothing else to clean; one look is cheaper than three searches.
  if (/^[\t\n -~]*$/.test(lines)) return lines;
  return (
    lines
      .replace(/[\u2028\u2029\u0085]/g, '\n')
      // Byte order marks and zero-width joints of HTML mail are noise between letters, except in emoji sequences.
      .replace(/(?![\n\t])\p{Cc}|[\ufeff\u200b\u2060\u00ad]/gu, '')
      .replace(/\p{Surrogate}/gu, '\ufffd')
  );
}

/** RFC 3676: joins the lines that a mailer broke with a trailing space; the signature separator stays a line. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open = false;
  let openDepth = 0;
  for (const line of text.split(/\r?\n/)) {
    const quotes = /^>*/.exec(line)?.[0] ?? '';
    let body = line.slice(quotes.length);
    if (body.startsWith(' ')) body = body.slice(1);
    const flowed = body.endsWith(' ') && body !== '-- ';
    if (open && quotes.length === openDepth && body !== '-- ') {
      const last = out.length - 1;
      const before = out[last] ?? '';
      out[last] = (deleteSpace ? before.slice(0, -1) : before) + body;
    } else {
      out.push(quotes === '' ? body : `${quotes} ${body}`);
    }
    open = flowed;
    openDepth = quotes.length;
  }
  return out.join('\n');
}
