import type { HttpClient, InstallationLimits, NetworkGuard } from '@earshot/connector-kit';
import type { AnyDefinition, CheckerParts, SecretKeeper } from '@earshot/intake';

/** What the process lends to the configuration of sources. */
export interface SourcesSettings {
  /** Every kind of source there is. */
  readonly definitions: readonly AnyDefinition[];
  /** Builds a connector with the guarded way to the outside. */
  readonly open: CheckerParts['open'];
  /** What options may be in this installation. */
  readonly limits: InstallationLimits;
  /** Which hosts may be contacted: what a worker may, and no more. */
  readonly guard: NetworkGuard;
  /** The guarded client, with which codes of consent are exchanged for tokens. */
  readonly http: HttpClient;
  readonly keeper: SecretKeeper;
  /** How long a check may take. Milliseconds. */
  readonly checkLimitMs: number;
  /** How often a source is read where nobody says otherwise. */
  readonly defaultIntervalSeconds: number;
}
