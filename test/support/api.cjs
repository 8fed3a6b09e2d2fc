/** The API alone, from the sources, for tests that start and kill whole processes. */
require('reflect-metadata');
require('./register-sources.cjs');
process.execArgv.push('--require', 'reflect-metadata', '--require', require.resolve('./register-sources.cjs'));
require('../../apps/api/src/main.ts');
