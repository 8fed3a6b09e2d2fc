import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompressed } from './precompressed.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * There is deliberately no alias for `@earshot/contracts` and `@earshot/domain`: the dashboard imports their types only,
 * which vanish in the build. A value imported by mistake fails here instead of carrying schemas, calendars and holiday
 * tables to every browser.
 */
export default defineConfig(({ command }) => {
  // Whatever the caller's environment says (a test runner's says `test`), what is built is what people get.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: here,
    plugins: [react(), precompressed()],
    build: {
      outDir: '../../dist/dashboard',
      emptyOutDir: true,
      target: 'es2022',
      // Inlined assets would be data: addresses, which the content security policy does not allow.
      assetsInlineLimit: 0,
      // The polyfill is for browsers older than the target.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: {
            // An icon is smaller than the head of the answer that would bring it alone.
            groups: [{ name: 'icons', test: /@tabler[\\/]icons-react/ }],
          },
        },
      },
    },
    server: { proxy: { '/api': 'http://localhost:3000' } },
  };
});
