/** A line longer than this is refused rather than gathered in memory: 64 MiB. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Splits a stream into lines at line feeds only: a JSON string may hold U+2028, at which Node's own reader would break.
 * `null` stands for a line too long to be read; the stream goes on after it. Memory is bounded by the longest line.
 */
export async function* readLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string | null> {
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > LONGEST_LINE ? null : Buffer.concat(pieces).toString('utf8');
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      pieces.push(bytes.subarray(from, at));
      length += at - from;
      yield take();
      from = at + 1;
    }
    length += bytes.length - from;
    if (length <= LONGEST_LINE) pieces.push(bytes.subarray(from));
    else pieces = [];
  }
  if (length > 0) yield take();
}

/** The first lines of a stream, as many as the limits allow, and all of its lines with them. */
export async function readAhead(
  lines: AsyncGenerator<string | null>,
  most: { readonly lines: number; readonly units: number },
): Promise<{ first: readonly (string | null)[]; all: AsyncIterable<string | null> }> {
  const first: (string | null)[] = [];
  for (let units = 0; first.length < most.lines && units < most.units;) {
    const next = await lines.next();
    if (next.done === true) break;
    first.push(next.value);
    units += next.value?.length ?? 0;
  }
  const all = async function* (): AsyncGenerator<string | null> {
    yield* first;
    yield* lines;
  };
  return { first, all: all() };
}
