import type { Dovecot } from '../dovecot.js';
import type { HttpServer } from '../http-server.js';

/** A place where customers write during the soak. */
export interface SoakChannel {
  readonly options: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Where faults are put in; `null` where it is not Earshot that asks over HTTP. */
  readonly http: HttpServer | null;
  /** Publishes the `n`-th message of a source, counted from 1; `words` stand in it and in no other. */
  publish(n: number, words: string, sourceId: string): void;
  stop(): Promise<void> | void;
}

/** What stands before the first channel is opened. */
export interface SoakGround {
  readonly dovecot: Dovecot;
  /** Where the API is served while it runs; without a slash at the end. */
  readonly apiUrl: string;
  /** Of everything that happens by chance. */
  readonly seed: number;
}

/** Opens the `n`-th source of a kind, counted from 0. */
export type OpenChannel = (ground: SoakGround, n: number) => Promise<SoakChannel> | SoakChannel;

interface LocalServer {
  readonly http: HttpServer;
  stop(): Promise<void>;
}

/** A channel with a server of its own, which the source is given as `baseUrl`. */
export function served(
  server: LocalServer,
  publish: SoakChannel['publish'],
  options: SoakChannel['options'] = {},
  secrets: SoakChannel['secrets'] = {},
): SoakChannel {
  const { http } = server;
  return { options: { baseUrl: http.origin, ...options }, secrets, http, publish, stop: () => server.stop() };
}

/** Seconds since the epoch. */
export const seconds = (): number => Math.floor(Date.now() / 1_000);
export const now = (): string => new Date().toISOString();
