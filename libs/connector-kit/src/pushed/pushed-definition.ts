import { z } from 'zod';
import type {
  ChannelGroup,
  Connector,
  ConnectorDefinition,
  RereadItem,
  SecretFault,
  SourceCheck,
} from '../connector.js';

/** What is told of a kind whose messages are brought to us. */
export interface PushedKind<Options> {
  readonly kind: string;
  readonly title?: string;
  readonly group?: ChannelGroup;
  readonly summary: string;
  readonly options: z.ZodType<Options>;
  readonly secretNames?: readonly string[];
  readonly requiredSecrets?: readonly string[];
  /** As `ConnectorDefinition.reread`. */
  readonly reread?: (options: Options, raw: Uint8Array, now: Date) => Promise<RereadItem | null>;
  /** As `ConnectorDefinition.secretFaults`. */
  readonly secretFaults?: (secrets: Readonly<Record<string, string>>) => readonly SecretFault[];
  /**
   * What the person who configures the source should know, from its options and secrets.
   * @throws ConnectorError `misconfigured`
   */
  check(options: Options, secrets: Readonly<Record<string, string>>): Pick<SourceCheck, 'summary' | 'warnings'>;
}

/** Nothing to go on from: what came was stored when it came. */
const cursor = z.unknown();

/**
 * A kind of source that nobody asks for news: another system, a form or a person brings them. Polling it only checks that
 * it is still configured as it must be.
 */
export function pushedDefinition<Options>(kind: PushedKind<Options>): ConnectorDefinition<Options, unknown> {
  return {
    kind: kind.kind,
    ...(kind.title !== undefined && { title: kind.title }),
    ...(kind.group !== undefined && { group: kind.group }),
    summary: kind.summary,
    options: kind.options,
    cursor,
    secretNames: kind.secretNames ?? [],
    ...(kind.requiredSecrets !== undefined && { requiredSecrets: kind.requiredSecrets }),
    ...(kind.secretFaults !== undefined && { secretFaults: kind.secretFaults }),
    ...(kind.reread !== undefined && { reread: kind.reread }),
    isPushed: true,
    create: (options, { secrets }) => pushedConnector(() => kind.check(options, secrets)),
  };
}

function pushedConnector(check: () => Pick<SourceCheck, 'summary' | 'warnings'>): Connector<unknown> {
  return {
    verify: async (signal) => {
      signal.throwIfAborted();
      return { ...check(), preview: [] };
    },
    // eslint wants a generator that yields; there is nothing to yield.
    poll: (_from, _limits, signal) => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          signal.throwIfAborted();
          check();
          return { done: true, value: undefined };
        },
      }),
    }),
    close: () => Promise.resolve(),
  };
}
