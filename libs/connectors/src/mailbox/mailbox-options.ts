import { z } from 'zod';

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:.]+$/i;

const oauth = z.strictObject({
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Where access tokens are issued, for example https://oauth2.googleapis.com/token'),
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

/** How a mailbox is reached and which of its folders are read. Secrets (password, tokens) are kept apart. */
export const mailboxOptions = z
  .strictObject({
    host: z
      .string()
      .trim()
      .min(1)
      .max(253)
      .regex(HOST, 'a host name or an IP address, without imap:// and without a port')
      .describe('The IMAP server, for example imap.example.org'),
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

/** Names of the secrets, kept encrypted and apart: `password`, or for OAuth the client's secret and the refresh token. */
export const MAILBOX_SECRETS = ['password', 'clientSecret', 'refreshToken'] as const;

/** RFC 8314 (implicit TLS on 993), RFC 9051 section 2.1 (143). */
export function portOf(options: Pick<MailboxOptions, 'port' | 'security'>): number {
  return options.port ?? (options.security === 'tls' ? 993 : 143);
}

/** The team's own addresses in lower case: those that were named, and the login name when it is one. */
export function ownAddressesOf(options: Pick<MailboxOptions, 'user' | 'ownAddresses'>): ReadonlySet<string> {
  const login = options.user.includes('@') ? [options.user.toLowerCase()] : [];
  return new Set([...options.ownAddresses, ...login]);
}
