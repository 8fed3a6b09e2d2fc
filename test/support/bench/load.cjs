/** `node load.cjs FILE …` runs a TypeScript file with the project's sources, as register-sources.cjs finds them. */
const path = require('node:path');
const { pathToFileURL } = require('node:url');
require('reflect-metadata');
require('../register-sources.cjs');

const [file, ...args] = process.argv.slice(2);
// The file sees its own arguments where a program expects them.
process.argv = [process.argv[0], path.resolve(file), ...args];
if (file.endsWith('.mjs')) void import(pathToFileURL(path.resolve(file)).href);
else require(path.resolve(file));
