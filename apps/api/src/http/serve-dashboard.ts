import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { join, sep } from 'node:path';

const YEAR_SECONDS = 31_536_000;
const OUR_OWN_PATHS = /^\/(api|health|metrics)(\/|$)/;

/**
 * The built dashboard: files under `assets` carry a hash of their content in their name and never change, everything else
 * is asked for again. A path that is no file is a page of the dashboard, whose router knows it.
 */
export function serveDashboard(app: NestExpressApplication, folder: string): void {
  const assets = join(folder, 'assets') + sep;
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path: string) => {
      const caching = path.startsWith(assets) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
      response.setHeader('Cache-Control', caching);
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !OUR_OWN_PATHS.test(request.path) &&
      !request.path.startsWith('/assets/') &&
      request.accepts('html') !== false;
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder });
  });
}
