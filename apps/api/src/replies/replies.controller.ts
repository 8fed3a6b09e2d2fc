import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { OutgoingReplyView, ReplyList, ReplyRequest, ReplyRetryRequest } from '@earshot/contracts';
import { Conflict, InvalidInput, NotFound, replyDeedsFrom, type ReplyDeed, type StoredSession } from '@earshot/domain';
import { ReplyWriting } from '@earshot/follow-up';
import { ReplyQueries, type OutgoingReplyRow } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { attachmentDisposition } from './attachment-disposition.js';
import { refuseRecipient } from './refuse-recipient.js';
import { replyComposer } from './reply-composer.js';
import { refuseBeyondLimits } from './reply-limits.js';

class ReplyListDto extends contractDto(ReplyList) {}
class OutgoingReplyViewDto extends contractDto(OutgoingReplyView) {}
class ReplyRequestDto extends contractDto(ReplyRequest) {}
class ReplyRetryRequestDto extends contractDto(ReplyRetryRequest) {}

/** What a caller may name a request; longer names are not names. */
const REQUEST_KEY = /^[\x21-\x7e]{1,200}$/;

@ApiTags('replies')
@Controller(`${API_PREFIX}/cases/:id/replies`)
export class RepliesController {
  constructor(
    private readonly replies: ReplyQueries,
    private readonly writing: ReplyWriting,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: ReplyListDto, description: 'The replies written here, and how to write one' })
  async list(@Param('id', idParam('Case')) caseId: string): Promise<ReplyList> {
    const items = (await this.replies.ofCase(caseId)).map(shown);
    const message = await this.replies.newestAnswerable(caseId);
    return { items, composer: replyComposer(message, this.settings.replying) };
  }

  @Post()
  @Allow(...EVERYBODY)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Repeating a request of this name sends nothing',
  })
  @ZodResponse({ status: 201, type: OutgoingReplyViewDto, description: 'The reply is on its way' })
  async write(
    @Param('id', idParam('Case')) caseId: string,
    @Body() { version, messageId, to, subject, text, attachmentIds }: ReplyRequestDto,
    @Headers('idempotency-key') key: string | undefined,
    @SignedIn() session: StoredSession,
  ): Promise<OutgoingReplyView> {
    const message = await this.replies.answerable(caseId, messageId);
    const composer = replyComposer(message, this.settings.replying);
    const recipient = to ?? message.to;
    if (!composer.canReply && !(composer.reason === 'no-address' && recipient !== null))
      throw new Conflict(`${composer.detail ?? ''}${message.url === null ? '' : ` (${message.url})`}`);
    if (recipient === null) throw new InvalidInput('The reply has no recipient');
    refuseRecipient(recipient, message.source, this.settings.intake.own);
    refuseBeyondLimits({ text, to: recipient, attachments: attachmentIds.length }, message.source);
    const replyId = await this.writing.write({
      caseId,
      authorId: session.user.id,
      seenVersion: version,
      answersMessageId: messageId,
      sourceId: message.source.id,
      to: recipient,
      subject: subject === '' ? null : subject,
      text,
      attachmentIds,
      requestKey: requestKey(key),
    });
    return this.one(caseId, replyId);
  }

  /** A file of ours, downloaded under a neutral type and never shown by the browser. */
  @Get(':replyId/attachments/:attachmentId')
  @Allow(...EVERYBODY)
  @Header('X-Content-Type-Options', 'nosniff')
  async attachment(
    @Param('id', idParam('Case')) caseId: string,
    @Param('replyId', idParam('Reply')) replyId: string,
    @Param('attachmentId', idParam('Attachment')) attachmentId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.replies.attachment(caseId, replyId, attachmentId);
    return new StreamableFile(content, {
      type: 'application/octet-stream',
      disposition: attachmentDisposition(name),
      length: content.length,
    });
  }

  @Post(':replyId/retry')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: OutgoingReplyViewDto, description: 'It is sent again' })
  async retry(
    @Param('id', idParam('Case')) caseId: string,
    @Param('replyId', idParam('Reply')) replyId: string,
    @Body() changes: ReplyRetryRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<OutgoingReplyView> {
    await this.refuseChanges(caseId, replyId, changes);
    return this.decide(caseId, replyId, 'retry', session, changes);
  }

  @Post(':replyId/mark-sent')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: OutgoingReplyViewDto, description: 'A person knows that it went out' })
  markSent(
    @Param('id', idParam('Case')) caseId: string,
    @Param('replyId', idParam('Reply')) replyId: string,
    @SignedIn() session: StoredSession,
  ): Promise<OutgoingReplyView> {
    return this.decide(caseId, replyId, 'mark_sent', session);
  }

  @Post(':replyId/discard')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: OutgoingReplyViewDto, description: 'It is given up' })
  discard(
    @Param('id', idParam('Case')) caseId: string,
    @Param('replyId', idParam('Reply')) replyId: string,
    @SignedIn() session: StoredSession,
  ): Promise<OutgoingReplyView> {
    return this.decide(caseId, replyId, 'discard', session);
  }

  private async refuseChanges(caseId: string, replyId: string, { to, text }: ReplyRetryRequest): Promise<void> {
    if (to === undefined && text === undefined) return;
    const source = await this.replies.sourceOf(caseId, replyId);
    if (to !== undefined) refuseRecipient(to, source, this.settings.intake.own);
    const written = await this.one(caseId, replyId);
    const changed = { text: text ?? written.text, to: to ?? written.to ?? '' };
    refuseBeyondLimits({ ...changed, attachments: written.attachments.length }, source);
  }

  private async decide(
    caseId: string,
    replyId: string,
    deed: ReplyDeed,
    session: StoredSession,
    changes: ReplyRetryRequest = {},
  ): Promise<OutgoingReplyView> {
    await this.writing.decide(caseId, replyId, deed, session.user.id, changes);
    return this.one(caseId, replyId);
  }

  private async one(caseId: string, replyId: string): Promise<OutgoingReplyView> {
    const found = (await this.replies.ofCase(caseId)).find(({ id }) => id === replyId);
    if (found === undefined) throw new NotFound('Reply', replyId);
    return shown(found);
  }
}

function shown(row: OutgoingReplyRow): OutgoingReplyView {
  return { ...presented(row), deeds: replyDeedsFrom(row.state) };
}

/** @throws InvalidInput for a key that cannot be one */
function requestKey(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (REQUEST_KEY.test(given)) return given;
  throw new InvalidInput('The request has faults', [
    { path: 'Idempotency-Key', message: 'must be 1 to 200 visible ASCII characters' },
  ]);
}
