const fs = require('node:fs');

const swc = { ...JSON.parse(fs.readFileSync(`${__dirname}/.swcrc`, 'utf8')), swcrc: false };

/**
 * Jest on Node 20 cannot require ES modules, so packages that ship nothing else are transformed. Their names are found
 * from the lock file: transforming everything costs a minute, transforming nothing fails.
 */
const esModules = Object.keys(require('./package-lock.json').packages)
  .filter((path) => path.startsWith('node_modules/'))
  .filter((path) => {
    try {
      return require(`./${path}/package.json`).type === 'module';
    } catch {
      return false;
    }
  })
  .map((path) => path.split('node_modules/').pop());
const transformed = [...new Set(esModules)].map((name) => name.replace(/[/\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');

const base = {
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: {
    '^@earshot/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js', '$1'],
  },
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', swc],
    '\\.m?js$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${transformed})/)`],
};

/** Unit tests stand beside the code and need nothing; the others need the servers that test/support starts. */
module.exports = {
  // Real servers on a shared machine: a test fails by what it expects, not by how long it took.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/run/longest-first.cjs',
  projects: [
    { ...base, displayName: 'unit', rootDir: __dirname, testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'integration',
      rootDir: __dirname,
      testMatch: ['<rootDir>/test/{integration,e2e,browser,faults}/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.cjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
    },
  ],
};
