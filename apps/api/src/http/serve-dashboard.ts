import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { extname, join } from 'node:path';
import { acceptedEncoding, findPrecompressed, type PrecompressedFiles } from './precompressed-files.js';

const YEAR_SECONDS = 31_536_000;
const OUR_OWN_PATHS = /^\/(api|health|metrics)(\/|$)/;
const ASSETS = '/assets/';
const PAGE = '/index.html';

/**
 * The built dashboard: files under `assets` carry a hash of their content in their name and never change, everything else
 * is asked for again. Texts are sent as the build has compressed them. A path that is no file is a page of the dashboard,
 * whose router knows it.
 */
export function serveDashboard(app: NestExpressApplication, folder: string): void {
  const precompressed = findPrecompressed(folder);
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isRead(request) || !precompressed.has(request.path)) return next();
    sendFile(request.path, { folder, precompressed }, request, response, next);
  });
  const assets = join(folder, ASSETS);
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path: string) =>
      response.setHeader('Cache-Control', caching(path.startsWith(assets))),
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage =
      isRead(request) &&
      !OUR_OWN_PATHS.test(request.path) &&
      !request.path.startsWith(ASSETS) &&
      request.accepts('html') !== false;
    if (!isPage) return next();
    sendFile(PAGE, { folder, precompressed }, request, response, next);
  });
}

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

const caching = (neverChanges: boolean): string =>
  neverChanges ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';

/**
 * A file of the dashboard in the smallest form that the reader takes. Its entity tag and its ranges are those of the form
 * that is sent (RFC 9110, 8.8.3 and 14.2).
 */
function sendFile(
  path: string,
  { folder, precompressed }: { readonly folder: string; readonly precompressed: PrecompressedFiles },
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const encodings = precompressed.get(path) ?? [];
  const encoding = acceptedEncoding(request, encodings);
  response.setHeader('Cache-Control', caching(path.startsWith(ASSETS)));
  if (encodings.length > 0) response.vary('Accept-Encoding');
  if (encoding !== null) response.type(extname(path)).setHeader('Content-Encoding', encoding.name);
  response.sendFile(path.slice(1) + (encoding?.ending ?? ''), { root: folder }, (error: Error | undefined) => {
    if (error === undefined || response.headersSent || response.destroyed) return;
    // What is told instead of the file is neither compressed nor to be kept.
    for (const header of ['Content-Encoding', 'Content-Type', 'ETag', 'Last-Modified']) response.removeHeader(header);
    response.setHeader('Cache-Control', 'no-store');
    next(error);
  });
}
