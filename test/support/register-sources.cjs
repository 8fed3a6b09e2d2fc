/**
 * Lets plain Node require the project's TypeScript sources: files are compiled by swc as they are loaded, `./x.js` finds
 * `./x.ts`, and `@earshot/NAME` finds libs/NAME. Test support only; the product runs from dist.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../..');
const swc = { ...JSON.parse(fs.readFileSync(path.join(root, '.swcrc'), 'utf8')), swcrc: false };
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
  module._compile(transformSync(fs.readFileSync(filename, 'utf8'), { ...swc, filename }).code, filename);
};
