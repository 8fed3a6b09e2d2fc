import type { EscalationKind, HandOnMail, SourceToPoll } from '@earshot/domain';
import type { OwnAddresses } from '@earshot/intake';

/** What the process lends to intake over HTTP. */
export interface IntakeSettings {
  readonly own: OwnAddresses;
  /** What managers hear of at once when it stands in a message. */
  readonly immediateEscalations: readonly EscalationKind[];
  /** Hands mails to the workers, with the messages' own transaction; `null` where no mail is sent. */
  readonly mail: HandOnMail | null;
  /** A source's secrets in the clear. @throws ConnectorError when the installation's key has changed */
  readonly openSecrets: (source: SourceToPoll) => Readonly<Record<string, string>>;
  /** Encrypts and signs a text with the installation's key. */
  readonly seal: (text: string) => Uint8Array;
  /** @throws when it was not sealed here, or was changed since */
  readonly unseal: (sealed: Uint8Array) => string;
  /** The same for the same text in every process; does not tell the text. */
  readonly fingerprint: (text: string) => string;
  /** Messages that are stored in one transaction. */
  readonly pageSize: number;
  readonly maxItemBytes: number;
  readonly leaseMs: number;
}
