import fs from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built dashboard by path, read once: a build that runs meanwhile does not change it under a test. */
export class DashboardFiles {
  private readonly files = new Map<string, Buffer>();

  constructor(private readonly folder: string) {}

  /** Reads every file of the folder; the second time it does nothing. */
  async read(): Promise<void> {
    if (this.files.size > 0) return;
    for (const entry of await fs.readdir(this.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      this.files.set(`/${path.relative(this.folder, file).split(path.sep).join('/')}`, await fs.readFile(file));
    }
  }

  /** Paths without an ending are places inside the dashboard: they get its page. */
  serve(pathname: string, response: ServerResponse): void {
    const file = path.extname(pathname) === '' ? '/index.html' : pathname;
    const content = this.files.get(file);
    if (content === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(content);
  }
}
