import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { AttachmentView, ReplyDraftRequest, ReplyDraftView } from '@earshot/contracts';
import {
  Clock,
  InvalidInput,
  MAX_REPLY_ATTACHMENT_BYTES,
  ReplyDraftStore,
  safeFileName,
  type StoredSession,
} from '@earshot/domain';
import { attachmentType } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class ReplyDraftViewDto extends contractDto(ReplyDraftView) {}
class ReplyDraftRequestDto extends contractDto(ReplyDraftRequest) {}
class AttachmentViewDto extends contractDto(AttachmentView) {}

/** A file of a form, held in memory: it goes to the database as it is. */
interface ReceivedFile {
  readonly originalname: string;
  readonly buffer: Buffer;
}

const ONE_FILE = {
  limits: { fileSize: MAX_REPLY_ATTACHMENT_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 },
};

@ApiTags('replies')
@Controller(`${API_PREFIX}/cases/:id/draft`)
export class ReplyDraftController {
  constructor(
    private readonly drafts: ReplyDraftStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: ReplyDraftViewDto, description: 'What you are writing in this case' })
  async show(
    @Param('id', idParam('Case')) caseId: string,
    @SignedIn() { user }: StoredSession,
  ): Promise<ReplyDraftView> {
    const { answersMessageId, ...draft } = await this.drafts.find(caseId, user.id);
    return presented({ ...draft, messageId: answersMessageId, attachments: [...draft.attachments] });
  }

  @Put()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: ReplyDraftViewDto, description: 'The draft as it is kept now' })
  async save(
    @Param('id', idParam('Case')) caseId: string,
    @Body() { revision, messageId, ...text }: ReplyDraftRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<ReplyDraftView> {
    const draft = { ...text, answersMessageId: messageId };
    await this.drafts.save(caseId, session.user.id, revision, draft, this.clock.now());
    return this.show(caseId, session);
  }

  @Delete()
  @HttpCode(204)
  @Allow(...EVERYBODY)
  async remove(@Param('id', idParam('Case')) caseId: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.drafts.remove(caseId, user.id);
  }

  @Post('attachments')
  @Allow(...EVERYBODY)
  @UseInterceptors(FileInterceptor('file', ONE_FILE))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @ZodResponse({ status: 201, type: AttachmentViewDto, description: 'The file goes with the draft' })
  async attach(
    @Param('id', idParam('Case')) caseId: string,
    @UploadedFile() file: ReceivedFile | undefined,
    @SignedIn() { user }: StoredSession,
  ): Promise<AttachmentView> {
    if (file === undefined)
      throw new InvalidInput('The request has no file', [{ path: 'file', message: 'must be one file of a form' }]);
    // The names of a form's files arrive as UTF-8 read as Latin-1 (RFC 7578, section 4.2).
    const name = safeFileName(Buffer.from(file.originalname, 'latin1').toString('utf8'));
    const type = attachmentType(name, file.buffer);
    return this.drafts.attach(caseId, user.id, { name, type, content: file.buffer }, this.clock.now());
  }

  @Delete('attachments/:attachmentId')
  @HttpCode(204)
  @Allow(...EVERYBODY)
  async detach(
    @Param('id', idParam('Case')) caseId: string,
    @Param('attachmentId', idParam('Attachment')) attachmentId: string,
    @SignedIn() { user }: StoredSession,
  ): Promise<void> {
    await this.drafts.detach(caseId, user.id, attachmentId);
  }
}
