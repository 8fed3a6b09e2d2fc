import {
  AddressGuard,
  GuardedHttpClient,
  UNLIMITED_BUDGET,
  type Connector,
  type ConnectorKit,
  type Page,
  type PollLimits,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { MailboxConnector } from '../../libs/connectors/src/mailbox/mailbox-connector.js';
import type { MailboxCursor } from '../../libs/connectors/src/mailbox/mailbox-cursor.js';
import { mailboxOptions, type MailboxOptions } from '../../libs/connectors/src/mailbox/mailbox-options.js';
import { SESSION_TIMINGS, type SessionTimings } from '../../libs/connectors/src/mailbox/session-limits.js';

export const MIB = 1024 * 1024;
export const LIMITS: PollLimits = { pageSize: 100, maxItemBytes: 30 * MIB, since: null };

/** The name under which the test servers are reached where a name matters (TLS). */
export const TEST_HOST = 'mail.example.test';

export interface TestKit extends ConnectorKit {
  /** What was handed to `saveSecrets`, in order. */
  readonly saved: Readonly<Record<string, string>>[];
  /** Log lines as a person would read them. */
  readonly logged: string[];
}

/** A kit whose network leads to loopback only, with the real guard and HTTP client. */
export function testKit(secrets: Readonly<Record<string, string>> = { password: 'secret' }): TestKit {
  const guard = new AddressGuard(['127.0.0.1', TEST_HOST], async () => [{ address: '127.0.0.1', family: 4 }]);
  const saved: Readonly<Record<string, string>>[] = [];
  const logged: string[] = [];
  const log = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  return {
    http: new GuardedHttpClient(guard),
    budget: UNLIMITED_BUDGET,
    network: guard,
    folders: [],
    logger: { debug: log, info: log, warn: log },
    now: () => new Date(),
    secrets,
    saveSecrets: async (changed) => {
      saved.push(changed);
    },
    saved,
    logged,
  };
}

/** A mailbox connector for a server on loopback, without TLS unless `options` say otherwise. */
export function testMailbox(
  options: Partial<MailboxOptions> & { readonly port: number },
  kit: ConnectorKit = testKit(),
  timings: Partial<SessionTimings> = {},
): MailboxConnector {
  const parsed = mailboxOptions.parse({ host: '127.0.0.1', security: 'none', user: 'anna', ...options });
  return new MailboxConnector(parsed, kit, { ...SESSION_TIMINGS, ...timings });
}

/** The ConnectorError with which the work fails; anything else is a mistake and is thrown. */
export async function errorOf(work: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await work.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ConnectorError) return error;
  throw error;
}

/** Everything that one poll brings, and where it ended. */
export interface Polled {
  readonly pages: readonly Page<MailboxCursor>[];
  readonly messages: Page<MailboxCursor>['messages'][number][];
  readonly replies: Page<MailboxCursor>['replies'][number][];
  readonly rejected: Page<MailboxCursor>['rejected'][number][];
  readonly skipped: Record<string, number>;
  readonly cursor: MailboxCursor | null;
}

export async function pollAll(
  connector: Connector<MailboxCursor>,
  from: MailboxCursor | null = null,
  limits: Partial<PollLimits> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Polled> {
  const pages: Page<MailboxCursor>[] = [];
  for await (const page of connector.poll(from, { ...LIMITS, ...limits }, signal)) pages.push(page);
  const skipped: Record<string, number> = {};
  for (const page of pages)
    for (const [reason, count] of Object.entries(page.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
  return {
    pages,
    messages: pages.flatMap((page) => page.messages),
    replies: pages.flatMap((page) => page.replies),
    rejected: pages.flatMap((page) => page.rejected),
    skipped,
    cursor: pages.at(-1)?.cursor ?? from,
  };
}

export interface TestMail {
  readonly id?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly date?: Date;
  /** Further header lines. */
  readonly headers?: readonly string[];
}

/** A plain mail as a customer's program would send it. */
export function mailText(mail: TestMail = {}): string {
  const lines = [
    `From: ${mail.from ?? 'Vera Kalniņa <vera@customers.example>'}`,
    `To: ${mail.to ?? 'anna@shop.example'}`,
    `Subject: ${mail.subject ?? 'My order'}`,
    `Date: ${(mail.date ?? new Date('2026-03-02T09:30:00Z')).toUTCString().replace('GMT', '+0000')}`,
    ...(mail.id === undefined ? [] : [`Message-ID: <${mail.id}@customers.example>`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...(mail.headers ?? []),
    '',
    mail.text ?? 'The parcel has still not arrived.',
    '',
  ];
  return lines.join('\r\n');
}
