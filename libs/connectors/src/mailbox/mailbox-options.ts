import { webAddressField } from '@earshot/connector-kit';
import { z } from 'zod';

const SENDER = /^[^<>\r\n"]*<[^<>@\s,;]+@[^<>@\s,;]+>$|^[^<>@\s,;"]+@[^<>@\s,;"]+$/;
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:.]+$/i;

const oauth = z.strictObject({
  tokenUrl: webAddressField('https://oauth2.googleapis.com/token').describe(
    'Where access tokens are issued, for example https://oauth2.googleapis.com/token',
  ),
  authorizeUrl: webAddressField('https://accounts.google.com/o/oauth2/v2/auth')
    .optional()
    .describe('Where a person consents; Gmail and Microsoft 365 are known by their tokenUrl'),
  clientId: z.string().trim().min(1).describe('The client id that the mail provider gave to this installation'),
  grant: z
    .enum(['refresh_token', 'client_credentials'])
    .default('refresh_token')
    .describe(
      'refresh_token: a person has consented once; client_credentials: the application itself has the permission',
    ),
  scope: z
    .string()
    .trim()
    .default('')
    .describe(
      'Gmail: https://mail.google.com/; Microsoft: https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
    ),
});

const host = (example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(HOST, 'must be a host name or an IP address, without a protocol and without a port')
    .describe(example);

const smtp = z.strictObject({
  host: host('The server that takes outgoing mail, for example smtp.example.org'),
  port: z
    .int()
    .min(1)
    .max(65535)
    .nullable()
    .default(null)
    .describe('465 with TLS from the start, 587 with STARTTLS, otherwise 25'),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .default('tls')
    .describe('tls: from the start; starttls: required; none: only for a server on the same machine or network'),
  from: z
    .string()
    .trim()
    .max(320)
    .regex(SENDER, 'must be an address, or a name with an address: Customer care <care@example.org>')
    .nullable()
    .default(null)
    .describe('Who the answers come from; the address of the mailbox if empty'),
  user: z.string().trim().min(1).max(320).nullable().default(null).describe('Only if it differs from the login name'),
  anonymous: z.boolean().default(false).describe('The server takes mail without a login'),
});

/** How a mailbox is reached and which of its folders are read. Secrets (password, tokens) are kept apart. */
export const mailboxOptions = z
  .strictObject({
    host: host('The IMAP server, for example imap.example.org'),
    port: z.int().min(1).max(65535).nullable().default(null).describe('993 with TLS from the start, otherwise 143'),
    security: z
      .enum(['tls', 'starttls', 'none'])
      .default('tls')
      .describe(
        'tls: from the start; starttls: required after connecting; none: only for a server on the same machine or network',
      ),
    caFile: z
      .string()
      .trim()
      .min(1)
      .nullable()
      .default(null)
      .describe('PEM file with your own certificate authority, readable by this server; public authorities need none'),
    user: z
      .string()
      .trim()
      .min(1)
      .max(320)
      .describe('Login name, usually the address; for a shared mailbox, its address'),
    login: z.enum(['password', 'oauth2']).default('password').describe('password also means an app password'),
    oauth: oauth.nullable().default(null).describe('Needed when login is oauth2'),
    folders: z
      .array(z.string().trim().min(1).max(500))
      .min(1)
      .max(50)
      .default(['INBOX'])
      .describe('Folders that customers write to; subfolders are named in full'),
    readSent: z
      .boolean()
      .default(true)
      .describe('Read the Sent folder too: it shows which customers have been answered'),
    sentFolder: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .nullable()
      .default(null)
      .describe('Only if it is not found by itself'),
    ownAddresses: z
      .array(z.email().toLowerCase())
      .max(200)
      .default([])
      .describe('Addresses that your team writes from, besides the login name: their mails are answers, not messages'),
    smtp: smtp
      .nullable()
      .default(null)
      .describe('How answers are sent; the mail server of this installation if empty, with the same login as above'),
    keepSent: z
      .enum(['auto', 'always', 'never'])
      .default('auto')
      .describe('Whether a copy of each answer is put into the Sent folder; auto: where the provider does not do so'),
    signature: z.string().max(2_000).default('').describe('Stands below every answer that is sent from here'),
    quoteOriginal: z.boolean().default(true).describe("Repeat the customer's words below the answer"),
  })
  .superRefine((options, context) => {
    if (options.login === 'oauth2' && options.oauth === null)
      context.addIssue({
        code: 'custom',
        path: ['oauth'],
        message: 'login is oauth2: tokenUrl and clientId must say where access tokens come from',
      });
  });

export type MailboxOptions = z.output<typeof mailboxOptions>;
export type SmtpOptions = NonNullable<MailboxOptions['smtp']>;

/** Names of the secrets, kept encrypted and apart: `password`, or for OAuth the client's secret and the refresh token. */
export const MAILBOX_SECRETS = ['password', 'clientSecret', 'refreshToken'] as const;

/** RFC 8314 (implicit TLS on 993), RFC 9051 section 2.1 (143). */
export function portOf(options: Pick<MailboxOptions, 'port' | 'security'>): number {
  return options.port ?? (options.security === 'tls' ? 993 : 143);
}

/** RFC 8314 (implicit TLS on 465, submission on 587), RFC 5321 (25). */
export function smtpPortOf({ port, security }: Pick<SmtpOptions, 'port' | 'security'>): number {
  return port ?? { tls: 465, starttls: 587, none: 25 }[security];
}

/** Who answers come from: `name <address>` or an address; `null` when the mailbox does not know its own. */
export function senderOf({
  smtp,
  user,
  ownAddresses,
}: Pick<MailboxOptions, 'smtp' | 'user' | 'ownAddresses'>): string | null {
  return smtp?.from ?? (user.includes('@') ? user : (ownAddresses[0] ?? null));
}

/** What says which addresses are the team's. */
export type OwnAddressOptions = Pick<MailboxOptions, 'user' | 'ownAddresses'> & {
  readonly smtp?: Pick<SmtpOptions, 'from'> | null;
};

/** The team's own addresses in lower case: those that were named, that answers come from, and the login name if it is one. */
export function ownAddressesOf(options: OwnAddressOptions): ReadonlySet<string> {
  const login = options.user.includes('@') ? [options.user.toLowerCase()] : [];
  const from = options.smtp?.from ?? null;
  return new Set([...options.ownAddresses, ...login, ...(from === null ? [] : [addressIn(from).toLowerCase()])]);
}

/** Whether the address is one of the team's, also with a tag: `support+4711@…` is `support@…` (RFC 5233). */
export function isOwnAddress(own: ReadonlySet<string>, address: string): boolean {
  return own.has(address) || own.has(address.replace(/\+[^@]*@/, '@'));
}

/** The address of `name <address>` or of a bare address. */
export function addressIn(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
