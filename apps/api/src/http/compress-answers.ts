import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** What fits into one packet arrives no sooner when it is smaller. Bytes. */
const WORTH_COMPRESSING = 1024;

/** Lines of JSON compress like JSON, though the register of media types does not know them. */
const LINES_OF_JSON = 'application/jsonl';

/**
 * Compresses what the routes answer with the best of brotli and gzip that the reader takes (RFC 9110, 12.5.3), while it is
 * sent: of an answer that is made row by row no more than the window of the method is held, and a slow reader still
 * slows down what makes it.
 *
 * The ETag of a case or customer stays as it is, since it names a version to change and not the bytes that were sent, which
 * nobody may keep. Guessing a secret by the length of an answer (BREACH) takes one that carries the secret beside words of a
 * stranger who makes the browser ask for it: the answers that carry secrets say nothing else, and the cookie of the session
 * does not go along with what other sites ask for.
 */
export function compressAnswers(): RequestHandler {
  return compression({ threshold: WORTH_COMPRESSING, filter: isCompressed });
}

function isCompressed(request: Request, response: Response): boolean {
  // A range counts the bytes of what it is a part of: RFC 9110, 14.4.
  if (response.getHeader('Content-Range') !== undefined) return false;
  const type = String(response.getHeader('Content-Type') ?? '');
  // An event would wait in the compressor for others.
  if (type.startsWith('text/event-stream')) return false;
  return type.startsWith(LINES_OF_JSON) || compression.filter(request, response);
}
