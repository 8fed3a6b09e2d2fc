import type { SmtpConfiguration } from '@earshot/platform';
import { createTransport, type Transporter } from 'nodemailer';
import { MailNotSent, MailSender, type OutgoingMail } from './mail-sender.js';

/** Long enough for a slow server, short enough that a dead one does not hold the queue. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/**
 * Sends by SMTP. Every mail is marked as automatic, so that no auto-responder answers it (RFC 3834), and as ours, so that
 * a mailbox that Earshot reads does not take it for a customer's.
 */
export class SmtpMailSender extends MailSender {
  private readonly transport: Transporter;

  constructor(private readonly settings: SmtpConfiguration & { readonly host: string; readonly from: string }) {
    super();
    const { host, port, secure, user, password } = settings;
    this.transport = createTransport({
      host,
      port,
      secure,
      auth: user === null ? undefined : { user, pass: password ?? '' },
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      // Mails are written here: nothing in them may make the sender read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: OutgoingMail): Promise<void> {
    await this.attempt(() =>
      this.transport.sendMail({
        from: this.settings.from,
        to: mail.to,
        messageId: mail.messageId,
        subject: mail.subject,
        text: mail.text,
        ...(mail.html === null ? {} : { html: mail.html }),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'X-Earshot-Notification': mail.purpose ?? 'digest',
          ...unsubscribeHeaders(mail.unsubscribeUrl ?? null),
        },
      }),
    );
  }

  async verify(): Promise<void> {
    await this.attempt(() => this.transport.verify());
  }

  close(): void {
    this.transport.close();
  }

  private async attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: number; code?: string };
      const where = `${this.settings.host}:${this.settings.port}`;
      throw new MailNotSent(
        responseCode === undefined
          ? `${where} could not be reached (${code ?? 'unknown reason'})`
          : `${where} refused with ${responseCode}`,
        responseCode !== undefined && responseCode >= 500,
        { cause: error },
      );
    }
  }
}

/** RFC 8058, section 3.1: one click needs https; an address of plain http is named for a visit only (RFC 2369). */
function unsubscribeHeaders(url: string | null): Record<string, string> {
  if (url === null) return {};
  const header = { 'List-Unsubscribe': `<${url}>` };
  return url.startsWith('https:') ? { ...header, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : header;
}
