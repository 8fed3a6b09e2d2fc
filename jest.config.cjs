/** Files are loaded as Node loads them, and compiled by test/support/register-sources.cjs: once for all files of a worker. */
const base = {
  testEnvironment: '<rootDir>/test/support/jest/plain-node-environment.cjs',
  runtime: '<rootDir>/test/support/jest/plain-node-runtime.cjs',
  transform: {},
  // Jest's own search for what a file imports: --watch and --onlyChanged ask for it.
  moduleNameMapper: {
    '^@earshot/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js', '$1'],
  },
  setupFiles: ['reflect-metadata'],
};

/** Unit tests stand beside the code and need nothing; the others need the servers that test/support starts. */
module.exports = {
  // Real servers on a shared machine: a test fails by what it expects, not by how long it took.
  testTimeout: 120_000,
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
