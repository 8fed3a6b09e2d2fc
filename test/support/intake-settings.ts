import type { SourceToPoll } from '@earshot/domain';
import { SecretBox } from '@earshot/platform';
import type { IntakeSettings } from '../../apps/api/src/intake/intake-settings.js';
import { openSecrets } from '../../apps/worker/src/source-secrets.js';

/** Seals what a test stores as a secret; workers in processes of their own open it. */
export const testBox = new SecretBox([Buffer.alloc(32, 'key of tests')]);

/** Intake as a house without mail of its own has it. */
export const testIntake: IntakeSettings = {
  own: { addresses: [], domains: ['shop.example'] },
  immediateEscalations: ['legal'],
  mail: null,
  openSecrets: (source: SourceToPoll) => openSecrets(testBox, source),
  seal: (text) => testBox.seal(text),
  unseal: (sealed) => testBox.open(sealed),
  fingerprint: (text) => testBox.fingerprint(text),
  pageSize: 500,
  maxItemBytes: 1024 * 1024,
  leaseMs: 60_000,
};
