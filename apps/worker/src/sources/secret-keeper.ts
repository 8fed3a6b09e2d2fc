import type { SecretKeeper } from '@earshot/intake';
import type { SecretBox } from '@earshot/platform';
import { openSecrets } from '../source-secrets.js';

/** Keeps secrets as `SourceSecrets` does, wherever sources are configured. */
export function secretKeeper(box: SecretBox): SecretKeeper {
  return {
    seal: (secrets) => (Object.keys(secrets).length === 0 ? null : box.seal(JSON.stringify(secrets))),
    open: (secrets) => openSecrets(box, { secrets }),
  };
}
