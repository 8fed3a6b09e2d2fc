/** The secrets of a source by name. */
export type Secrets = Readonly<Record<string, string>>;

/** Seals secrets with the key of this installation, which is not in the database. */
export interface SecretKeeper {
  /** `null` when there are none. */
  seal(secrets: Secrets): Uint8Array | null;
  /** @throws ConnectorError `misconfigured` when the key has changed */
  open(sealed: Uint8Array | null): Secrets;
}
