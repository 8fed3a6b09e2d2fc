import { ConnectorError, type PollBook, type SourceToPoll } from '@earshot/domain';
import type { SaveSecrets } from '@earshot/connector-kit';
import type { SecretBox } from '@earshot/platform';

/** Secrets of a source as stored: one encrypted JSON object, opened only when the source is read. */
export class SourceSecrets {
  constructor(
    private readonly box: SecretBox,
    private readonly book: PollBook,
  ) {}

  seal(secrets: Readonly<Record<string, string>>): Uint8Array | null {
    return Object.keys(secrets).length === 0 ? null : this.box.seal(JSON.stringify(secrets));
  }

  /** @throws ConnectorError `misconfigured` when the key of this installation does not open them */
  open(source: SourceToPoll): Readonly<Record<string, string>> {
    return openSecrets(this.box, source);
  }

  /** Stores what the other side renewed beside what it left as it was, at once. */
  saver(source: SourceToPoll): SaveSecrets {
    let current = this.open(source);
    return async (renewed) => {
      current = { ...current, ...renewed };
      const sealed = this.seal(current);
      if (sealed !== null) await this.book.saveSecrets(source.id, sealed);
    };
  }
}

/** @throws ConnectorError `misconfigured` when the key of this installation does not open them */
export function openSecrets(
  box: SecretBox,
  { secrets }: Pick<SourceToPoll, 'secrets'>,
): Readonly<Record<string, string>> {
  if (secrets === null) return {};
  try {
    return JSON.parse(box.open(secrets)) as Record<string, string>;
  } catch (error) {
    throw new ConnectorError('misconfigured', 'the secrets of this source cannot be decrypted', {
      cause: error,
      advice: 'The key of this installation has changed: restore the key file, or enter the secrets again',
    });
  }
}
