const Module = require('node:module');
const { default: Runtime } = require('jest-runtime');
const { forgetSources, sourceMaps } = require('../register-sources.cjs');

/**
 * Loads test files and what they need as Node does, instead of into a registry of their own for each file: the two
 * thousand modules of the API are loaded once by a worker and not for every file that starts it, which took more
 * processor time than the tests themselves. Mocked modules are the price; the tests use real ones.
 */
module.exports = class PlainNodeRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFs, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFs, coverage, testPath, globalConfig);
    this.testPath = testPath;
    // A worker that lives on while files are edited must not go on with what they were.
    if (globalConfig.watch || globalConfig.watchAll) forgetSources();
  }

  /** Setup files are shared; the test file is loaded anew. */
  requireModule(from, name) {
    if (name !== undefined) return Module.createRequire(from)(name);
    if (from !== this.testPath) return require(from);
    globalThis.jest = this.requireModuleOrMock(from, '@jest/globals').jest;
    return loadAnew(from);
  }

  /** Jest's own test framework, which keeps the tests of one file. */
  requireInternalModule(from, name) {
    return name === undefined ? loadAnew(from) : Module.createRequire(from)(name);
  }

  getSourceMaps() {
    return sourceMaps;
  }
};

/** Without a parent, which would remember it for ever. */
function loadAnew(file) {
  delete require.cache[file];
  try {
    return Module._load(file, null, false);
  } finally {
    delete require.cache[file];
  }
}
