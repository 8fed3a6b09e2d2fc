/** Time limits of a mailbox connection. Milliseconds. */
export interface SessionTimings {
  /** TCP and TLS together. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** From the first byte to a usable session. */
  readonly loginMs: number;
  /** Silence in the middle of a command. */
  readonly silenceMs: number;
  /** How long an IDLE may last before it is renewed. */
  readonly idleMs: number;
  /** Silence on a waiting connection after which it is asked whether it still lives; twice that, and it counts as dead. */
  readonly idleSilenceMs: number;
  /** How often the folders that IDLE does not cover are asked for. */
  readonly statusMs: number;
  /** A farewell that takes longer is left out. */
  readonly logoutMs: number;
}

export const SESSION_TIMINGS: SessionTimings = {
  connectMs: 20_000,
  greetingMs: 15_000,
  loginMs: 60_000,
  // Searching a mailbox of a million mails takes some servers a minute.
  silenceMs: 120_000,
  // RFC 2177 allows 29 minutes, but routers forget quiet connections after five to ten.
  idleMs: 5 * 60_000,
  idleSilenceMs: 3 * 60_000,
  statusMs: 60_000,
  logoutMs: 2_000,
};

/** A response line: one that lists a million UIDs fits, one that never ends does not. Bytes. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
