import { ConnectorError } from '@earshot/domain';
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { errorCode } from '../error-code.js';

/** What the client says it understands; a server that sends something else is unreadable. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** Layers of compression beyond this are an attack, not a service. */
const MAX_LAYERS = 2;

/**
 * Reads a body through its content encodings into memory, never more than `maxBytes` of it after decompression: a small
 * compressed body can unfold to gigabytes.
 *
 * @param source the raw body; destroyed when reading stops early
 * @param where for messages: the address without its query
 * @throws ConnectorError `unreadable` when the body is larger, damaged or encoded in an unknown way; errors of `source`
 * pass through.
 */
export async function readDecodedBody(
  source: Readable,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  where: string,
): Promise<Uint8Array> {
  const layers = contentEncodings(headers['content-encoding']);
  const stream = await decoded(source, layers, where);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (layers.length === 0 && Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(where, maxBytes);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(where, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw isZlibError(error) ? damaged(where, error) : error;
  } finally {
    source.on('error', () => undefined).destroy();
    stream.on('error', () => undefined).destroy();
  }
  return Buffer.concat(chunks, size);
}

function contentEncodings(header: string | undefined): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
}

async function decoded(source: Readable, layers: readonly string[], where: string): Promise<Readable> {
  if (layers.length > MAX_LAYERS) {
    source.on('error', () => undefined).destroy();
    throw new ConnectorError(
      'unreadable',
      `${where} is compressed ${layers.length} times; at most ${MAX_LAYERS} are read`,
    );
  }
  let stream = source;
  // The header lists encodings in the order they were applied.
  for (const layer of [...layers].reverse()) {
    const head = layer === 'deflate' ? await firstByte(stream) : null;
    const decoder = decoderOf(layer, head);
    if (decoder === null) {
      source.on('error', () => undefined).destroy();
      throw new ConnectorError('unreadable', `${where} is encoded as '${layer}'; understood are ${ACCEPTED_ENCODINGS}`);
    }
    const from = stream;
    from.on('error', (error: Error) => decoder.destroy(error));
    stream = from.pipe(decoder);
  }
  return stream;
}

function decoderOf(encoding: string, head: number | null): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // RFC 9110 §8.4.1.2 means the zlib format, yet some servers send the bare stream; a zlib header ends in 8.
      return head === null || (head & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      return null;
  }
}

async function firstByte(stream: Readable): Promise<number | null> {
  await new Promise<void>((resolve, reject) => {
    stream.once('readable', resolve).once('end', resolve).once('error', reject);
  });
  const chunk = stream.read() as Buffer | null;
  if (chunk === null || chunk.length === 0) return null;
  stream.unshift(chunk);
  return chunk[0]!;
}

function isZlibError(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR');
}

function tooLarge(where: string, maxBytes: number): ConnectorError {
  return new ConnectorError('unreadable', `${where} is larger than the ${maxBytes} bytes that are read`, {
    advice:
      'Ask the provider for a shorter feed or page, for example with a parameter that limits the number of entries.',
  });
}

function damaged(where: string, cause: unknown): ConnectorError {
  return new ConnectorError('unreadable', `The compressed body of ${where} is damaged or cut off`, { cause });
}
