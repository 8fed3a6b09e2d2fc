import { requireSupportedNode } from '../apps/cli/bin/launcher/node-version.mjs';

requireSupportedNode();
// Loaded afterwards: an old Node could not even read it.
import('./support/run/run-tests.mjs');
