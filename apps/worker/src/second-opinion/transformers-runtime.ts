import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where the package stands: a folder with a lock file of its own, because its 474 MB are for those who want them. */
const RUNTIME = 'libs/second-opinion/runtime';

export const INSTALL_RUNTIME = `npm ci --prefix ${RUNTIME}`;

/** The file that a thread loads; `null` while the package is not installed. @param root the folder of package.json */
export function transformersFile(root: string): string | null {
  try {
    return createRequire(join(root, RUNTIME, 'package.json')).resolve('@huggingface/transformers');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
