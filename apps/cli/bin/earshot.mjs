import { requireSupportedNode } from './launcher/node-version.mjs';

requireSupportedNode();
// Loaded afterwards: an old Node could not even read it.
import('./launcher/run-earshot.mjs');
