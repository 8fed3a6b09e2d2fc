/**
 * Lets plain Node require the project's TypeScript sources: files are compiled by swc as they are loaded, `./x.js` finds
 * `./x.ts`, and `@earshot/NAME` finds libs/NAME. What was compiled once is kept on disk, because the tests start well
 * over a hundred processes of a thousand files each, and Jest itself loads them so (see jest/plain-node-runtime.cjs).
 * Test support only; the product runs from dist.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
// Maps are kept beside what they explain: inside, they would double what every process has to read.
const swc = { ...JSON.parse(fs.readFileSync(path.join(root, '.swcrc'), 'utf8')), swcrc: false, sourceMaps: true };
const settings = JSON.stringify([swc, require('@swc/core/package.json').version]);
const cache = path.join(root, 'node_modules/.cache/earshot-sources');
fs.mkdirSync(cache, { recursive: true });
/** Where the source map of each file lies that was loaded. */
const sourceMaps = new Map();
const nodeResolve = Module._resolveFilename;

Module._resolveFilename = function resolve(request, parent, ...rest) {
  const lib = /^@earshot\/([a-z-]+)$/.exec(request);
  if (lib !== null) return path.join(root, 'libs', lib[1], 'src/index.ts');
  const fromSource = parent?.filename?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(request);
  if (fromSource) {
    const source = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (fs.existsSync(source)) return source;
  }
  return nodeResolve.call(this, request, parent, ...rest);
};

Module._extensions['.ts'] = (module, filename) => {
  module._compile(compiled(filename), filename);
};

/** A file that is edited gets another name in the cache, by its time and size. */
function compiled(filename) {
  const { mtimeMs, size } = fs.statSync(filename);
  const kept = path.join(cache, createHash('sha1').update(`${settings} ${filename} ${mtimeMs} ${size}`).digest('hex'));
  sourceMaps.set(filename, `${kept}.map`);
  try {
    return fs.readFileSync(kept, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  // Loading swc takes a tenth of a second, which a process that finds everything compiled is spared.
  const { code, map } = require('@swc/core').transformSync(fs.readFileSync(filename, 'utf8'), { ...swc, filename });
  keep(`${kept}.map`, map);
  keep(kept, code);
  return code;
}

/** Renamed, so that nobody reads half a file. */
function keep(file, text) {
  const written = `${file}.${process.pid}`;
  fs.writeFileSync(written, text);
  fs.renameSync(written, file);
}

/** The next to require a source file gets it as it stands on disk. */
function forgetSources() {
  for (const file of Object.keys(require.cache)) if (file.endsWith('.ts')) delete require.cache[file];
}

module.exports = { forgetSources, sourceMaps };
