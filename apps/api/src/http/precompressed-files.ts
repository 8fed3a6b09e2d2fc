import { readdirSync } from 'node:fs';
import type { Request } from 'express';

export interface ContentEncoding {
  /** As `Accept-Encoding` and `Content-Encoding` name it. */
  readonly name: 'br' | 'gzip';
  /** Of the file that the build puts beside the plain one. */
  readonly ending: string;
}

/** The smallest first: https://www.iana.org/assignments/http-parameters#content-coding */
const ENCODINGS: readonly ContentEncoding[] = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

/** Which files of a built dashboard lie there compressed as well, by their path (`/index.html`). */
export type PrecompressedFiles = ReadonlyMap<string, readonly ContentEncoding[]>;

/** @throws Error when the folder cannot be read */
export function findPrecompressed(folder: string): PrecompressedFiles {
  const paths = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(asPath));
  return new Map(
    [...paths]
      .map((path) => [path, ENCODINGS.filter(({ ending }) => paths.has(path + ending))] as const)
      .filter(([, encodings]) => encodings.length > 0),
  );
}

/** The first encoding that the reader takes at all; `null` when only the plain file is left. */
export function acceptedEncoding(
  request: Pick<Request, 'acceptsEncodings'>,
  encodings: readonly ContentEncoding[],
): ContentEncoding | null {
  return encodings.find(({ name }) => request.acceptsEncodings(name) !== false) ?? null;
}

const asPath = (name: string): string => `/${name.replaceAll('\\', '/')}`;
