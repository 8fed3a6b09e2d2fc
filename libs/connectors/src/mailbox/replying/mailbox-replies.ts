import type { ConnectorKit, OutgoingReply, ReplyReceipt } from '@earshot/connector-kit';
import { ConnectorError, seenReplyIdOf } from '@earshot/domain';
import { ownAddressesOf, senderOf, smtpPortOf, type MailboxOptions } from '../mailbox-options.js';
import type { SessionOpener } from '../session-opener.js';
import { composeReply, type ComposedReply } from './compose-reply.js';
import { assertMayAnswer } from './may-answer.js';
import { isInFolder, keepInFolder, keepsCopy, sentFolderIn } from './sent-folder.js';
import { deliver, SMTP_TIMINGS, tryDelivery, type SmtpPlan, type SmtpTimings } from './smtp-delivery.js';

/** Only headers are asked for, and answers to commands. Bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The answers of one mailbox: sent by SMTP in the customer's thread, with a copy in its Sent folder. */
export class MailboxReplies {
  constructor(
    private readonly options: MailboxOptions,
    private readonly kit: ConnectorKit,
    private readonly sessions: SessionOpener,
    private readonly timings: SmtpTimings = SMTP_TIMINGS,
  ) {}

  /** @throws ConnectorError, ReplyError as the port says */
  async send(reply: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt> {
    assertMayAnswer(reply.answers, reply.to, ownAddressesOf(this.options));
    const mail = await this.composed(reply);
    await this.deliver(mail, signal);
    return this.receipt(reply, mail.messageId, this.kit.now());
  }

  async find(reply: OutgoingReply, signal: AbortSignal): Promise<ReplyReceipt | null> {
    const { messageId } = await this.composed({ ...reply, attachments: [] });
    const found = await this.inSentFolder(signal, (session, folder) =>
      isInFolder(session, folder, { externalId: reply.externalId, messageId }),
    );
    return found === true ? this.receipt(reply, messageId, reply.writtenAt) : null;
  }

  async keep(reply: OutgoingReply, signal: AbortSignal): Promise<void> {
    if (!keepsCopy(this.options, this.options.smtp)) return;
    const mail = await this.composed(reply);
    await this.inSentFolder(signal, (session, folder) => keepInFolder(session, folder, mail, reply));
  }

  /** What would keep an answer from being sent, in a sentence, or `null`. Connects and logs in, and sends nothing. */
  async whatHinders(signal: AbortSignal): Promise<string | null> {
    try {
      this.sender();
      await tryDelivery(await this.plan(signal), signal, this.kit.now);
      return null;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return error.advice === null ? error.message : `${error.message}. ${error.advice}`;
    }
  }

  /** Sends; an access token that was refused although it looked fresh is replaced once. */
  private async deliver(mail: ComposedReply, signal: AbortSignal): Promise<void> {
    const hadToken = this.sessions.hasToken;
    try {
      await deliver(mail, await this.plan(signal), signal, this.kit.now);
    } catch (error) {
      if (!hadToken || !(error instanceof ConnectorError) || error.kind !== 'credentials_rejected') throw error;
      this.sessions.forgetToken();
      await deliver(mail, await this.plan(signal), signal, this.kit.now);
    }
  }

  private composed(reply: OutgoingReply): Promise<ComposedReply> {
    return composeReply(reply, this.sender(), this.options);
  }

  /** @throws ConnectorError `misconfigured` when the mailbox does not know its own address */
  private sender(): string {
    const sender = senderOf(this.options);
    if (sender !== null) return sender;
    throw new ConnectorError('misconfigured', 'The mailbox has no address to answer from', {
      advice: 'Set smtp.from: the login name is not an address.',
    });
  }

  private async plan(signal: AbortSignal): Promise<SmtpPlan> {
    const { smtp } = this.options;
    if (smtp === null) return this.planOfHouse();
    const port = smtpPortOf(smtp);
    const { address } = await this.kit.network.resolve(smtp.host, signal, port);
    const login = smtp.anonymous ? null : await this.sessions.login(signal);
    return {
      host: smtp.host,
      port,
      address,
      security: smtp.security,
      ca: await this.sessions.ca(),
      login: login === null ? null : { ...login, user: smtp.user ?? login.user },
      timings: this.timings,
    };
  }

  /** The house's own server is named in the configuration, by whoever runs the house: it needs no guard. */
  private planOfHouse(): SmtpPlan {
    const server = this.kit.mailServer ?? null;
    if (server === null)
      throw new ConnectorError('misconfigured', 'There is no server for outgoing mail', {
        advice: 'Set smtp for this mailbox, or smtp.host and smtp.from in the configuration of this installation.',
      });
    return {
      host: server.host,
      port: server.port,
      address: server.host,
      security: server.secure ? 'tls' : 'opportunistic',
      ca: null,
      login: server.login,
      timings: this.timings,
    };
  }

  private async inSentFolder<Result>(
    signal: AbortSignal,
    work: (session: Awaited<ReturnType<SessionOpener['open']>>, folder: string) => Promise<Result>,
  ): Promise<Result | null> {
    const session = await this.sessions.open({ maxItemBytes: MAX_ANSWER_BYTES, waits: false }, signal);
    let endedWell = false;
    try {
      const folder = await sentFolderIn(session, this.options);
      const result = folder === null ? null : await work(session, folder);
      endedWell = true;
      return result;
    } finally {
      await session.end(endedWell);
    }
  }

  private receipt(reply: OutgoingReply, messageId: string, sentAt: Date): ReplyReceipt {
    return { externalId: seenReplyIdOf(reply.externalId), threadId: messageId, sentAt };
  }
}
