interface FailureWords {
  /** What happened, to follow the address. */
  readonly what: string;
  readonly advice: string;
}

const BY_ITSELF = 'It is tried again by itself.';

const REFUSED: FailureWords = {
  what: 'refused the connection: nothing answers there',
  advice: `${BY_ITSELF} If it stays so, check the host and port, and whether that server runs.`,
};
const CUT: FailureWords = {
  what: 'cut the connection before its answer was complete',
  advice: `${BY_ITSELF} If it stays so, ask whoever runs that server, or look for a firewall or proxy between.`,
};
const NO_WAY: FailureWords = {
  what: 'could not be reached over the network',
  advice: `${BY_ITSELF} If it stays so, check the network of this machine and its firewall.`,
};
const OTHER: FailureWords = {
  what: 'could not be read because the connection failed',
  advice: `${BY_ITSELF} If it stays so, open the address in a browser from this network.`,
};

/** Codes of Node (`errno`) and of undici (its documented errors). */
const WORDS: Readonly<Record<string, FailureWords>> = {
  ECONNREFUSED: REFUSED,
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  ENETUNREACH: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  ENETDOWN: NO_WAY,
  EADDRNOTAVAIL: NO_WAY,
  ETIMEDOUT: NO_WAY,
  UND_ERR_CONNECT_TIMEOUT: NO_WAY,
};

/** Plain words for the code of a connection that failed, and what to do about it. Pure. */
export function connectionFailure(code: string | null): FailureWords {
  return (code === null ? undefined : WORDS[code]) ?? OTHER;
}
