import { decodeText } from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { Parser } from 'htmlparser2';

/** Loaded when the first page is read: it takes a tenth of a second, which every start of the service would pay. */
const htmlReader = () => import('cheerio/slim');

/** A page that can be searched with CSS selectors. */
export type PageDocument = ReturnType<Awaited<ReturnType<typeof htmlReader>>['load']>;
/** The elements that a selector finds. */
export type Found = ReturnType<PageDocument>;

/** A page larger than this is no list of reviews. Bytes. */
export const MAX_PAGE_BYTES = 10 * 1024 * 1024;
/** Searching takes time in the square of these; pages that people read have a few thousand elements, thirty deep. */
const MAX_ELEMENTS = 100_000;
const MAX_DEPTH = 250;

/**
 * An HTML page ready to be searched. The charset is taken from the byte order mark, the header, or what the page itself
 * declares; bytes that are valid UTF-8 are UTF-8.
 *
 * @throws ConnectorError `unreadable` for markup that is too large or too deep to be a page
 */
export async function pageDocument(
  bytes: Uint8Array,
  contentType: string | null,
  where: string,
): Promise<PageDocument> {
  const html = pageText(bytes, contentType);
  if (isHostile(html))
    throw new ConnectorError('unreadable', `${where} is nested too deeply or has too many elements to be read`);
  const { load } = await htmlReader();
  // One element around everything: searching the children of the root is what takes quadratic time.
  return load(`<earshot-page>${html}`);
}

function pageText(bytes: Uint8Array, contentType: string | null): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString('latin1', 0, 2048);
  const declared =
    /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1] ??
    /<meta\b[^>]*\bcharset\s*=\s*["']?([^\s"'/>;]+)/i.exec(head)?.[1] ??
    null;
  return decodeText(buffer, declared).text;
}

/** Found while reading, so that the work ends where the limit is passed. */
function isHostile(html: string): boolean {
  let depth = 0;
  let elements = 0;
  const tooMuch = new Error('too much');
  const parser = new Parser({
    onopentagname() {
      depth += 1;
      elements += 1;
      if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) throw tooMuch;
    },
    onclosetag() {
      depth -= 1;
    },
  });
  try {
    parser.end(html);
    return false;
  } catch (error) {
    if (error === tooMuch) return true;
    throw error;
  }
}
