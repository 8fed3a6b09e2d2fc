/** The `earshot` command from the sources, for tests that start and kill whole processes. */
require('reflect-metadata');
require('./register-sources.cjs');
require('../../apps/cli/src/main.ts');
