/** The `earshot` command from the sources, for tests that start and kill whole processes. */
require('reflect-metadata');
require('./register-sources.cjs');
// Threads of the process run from the sources too.
process.execArgv.push('--require', 'reflect-metadata', '--require', require.resolve('./register-sources.cjs'));
require('../../apps/cli/src/main.ts');
