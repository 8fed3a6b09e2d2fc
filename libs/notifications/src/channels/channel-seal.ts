import type { ChannelSecrets } from '@earshot/domain';

/** The part of the secret box that channels use. */
export interface SecretSeal {
  seal(text: string): Uint8Array;
  open(sealed: Uint8Array): string;
}

export function sealChannel(box: SecretSeal, secrets: ChannelSecrets): Uint8Array {
  return box.seal(JSON.stringify(secrets));
}

/** @throws SecretUnreadable when the key of this installation does not open them */
export function openChannel(box: SecretSeal, sealed: Uint8Array): ChannelSecrets {
  return JSON.parse(box.open(sealed)) as ChannelSecrets;
}
