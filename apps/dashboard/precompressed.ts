import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fonts and pictures are compressed already. */
const TEXTS = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt']);

/** What fits into one packet arrives no sooner when it is smaller. Bytes. */
const WORTH_COMPRESSING = 1024;

/** A file is compressed once and sent often: the best that each method can. */
const METHODS = [
  {
    ending: '.br',
    compress: (content: Buffer) =>
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  },
  { ending: '.gz', compress: (content: Buffer) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }) },
] as const;

/** Puts beside every built text `NAME.br` and `NAME.gz`, which the server sends to whoever reads them. */
export function precompressed(): Plugin {
  let folder = '';
  return {
    name: 'earshot:precompressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    // Not earlier: files of the public folder are copied after the bundle is written.
    closeBundle: async () => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && TEXTS.has(extname(entry.name))) await compressBeside(join(entry.parentPath, entry.name));
    },
  };
}

async function compressBeside(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < WORTH_COMPRESSING) return;
  for (const { ending, compress } of METHODS) await writeFile(file + ending, await compress(content));
}
