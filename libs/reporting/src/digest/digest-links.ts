import { randomBytes } from 'node:crypto';
import { DIGEST_ACTIONS } from '@earshot/domain';
import { z } from 'zod';
import type { DigestLinkMaker } from './digest-content.js';

/** A case that nobody has acted on for a week is looked at in the dashboard. Days. */
const ACTION_DAYS = 7;
/** RFC 8058 asks that unsubscribing works long after the mail. Days. */
const STOP_DAYS = 400;
const DAY_MS = 86_400_000;

const expires = z.number().int();
const linkSchema = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('digest-act'),
    userId: z.string(),
    caseId: z.string(),
    /** Whose language and zone the link's page speaks; absent in links of mails from before it was kept. */
    subscriptionId: z.string().optional(),
    action: z.enum(DIGEST_ACTIONS),
    nonce: z.string(),
    expires,
  }),
  z.strictObject({ does: z.literal('digest-stop'), subscriptionId: z.string(), expires }),
]);

/** What a link of a digest lets its bearer do. */
export type DigestLink = z.infer<typeof linkSchema>;

/** Seals and opens links: the secret box's key makes them, so that nobody else can, and nobody reads whose they are. */
export interface LinkSeal {
  seal(text: string): Uint8Array;
  open(sealed: Uint8Array): string;
}

/** The path of the page that a link opens; the rest is its token. */
export const DIGEST_LINK_PATH = '/api/v1/digest-links';

export class DigestLinks {
  constructor(
    private readonly box: LinkSeal,
    private readonly publicUrl: string,
  ) {}

  /** The links of one mail. */
  for(reader: { readonly userId: string; readonly subscriptionId: string }, now: Date): DigestLinkMaker {
    const until = (days: number) => now.getTime() + days * DAY_MS;
    const { userId, subscriptionId } = reader;
    return {
      act: (caseId, action) => {
        const nonce = randomBytes(16).toString('base64url');
        const whose = { userId, subscriptionId };
        return this.url({ does: 'digest-act', ...whose, caseId, action, nonce, expires: until(ACTION_DAYS) });
      },
      stop: () => this.url({ does: 'digest-stop', subscriptionId, expires: until(STOP_DAYS) }),
    };
  }

  /** `null` for what was not made here, was changed, or has expired. */
  read(token: string, now: Date): DigestLink | null {
    if (!/^[A-Za-z0-9_-]{40,1000}$/.test(token)) return null;
    const opened = this.open(token);
    const parsed = opened === null ? null : linkSchema.safeParse(opened);
    return parsed?.success === true && parsed.data.expires > now.getTime() ? parsed.data : null;
  }

  private open(token: string): unknown {
    const sealed = Buffer.from(token, 'base64url');
    // Reading base64 passes over what is left at its end: a token is as it was written, or none.
    if (sealed.toString('base64url') !== token) return null;
    try {
      return JSON.parse(this.box.open(sealed));
    } catch {
      return null;
    }
  }

  private url(link: DigestLink): string {
    const token = Buffer.from(this.box.seal(JSON.stringify(link))).toString('base64url');
    return `${this.publicUrl}${DIGEST_LINK_PATH}/${token}`;
  }
}
