import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type {
  SavedSource,
  BackfillAnswer,
  SourceCheckView,
  SourceConfiguration,
  SourceContentsView,
  SourceDetail,
} from '@earshot/contracts';
import { SourceBook, type StoredSession } from '@earshot/domain';
import { ConsentDesk, documentOf, SourceDesk, SourceKinds, writtenAsYaml } from '@earshot/intake';
import { QuarantineQueries, SourceQueries } from '@earshot/persistence';
import type { Request } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SourceDetailDto } from '../http/schemas.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { untilGone } from './until-gone.js';
import { seenVersion, unlessChanged } from './seen-version.js';
import { sourceCheckView } from './source-check-view.js';
import {
  SavedSourceDto,
  AddSourceRequestDto,
  BackfillAnswerDto,
  BackfillRequestDto,
  CheckSavedSourceRequestDto,
  CheckSourceRequestDto,
  CloneSourceRequestDto,
  EditSourceRequestDto,
  ExportSourcesQueryDto,
  RemoveSourceQueryDto,
  SourceCheckViewDto,
  SourceConfigurationDto,
  SourceContentsViewDto,
} from './source-schemas.js';

const IF_MATCH = { name: 'If-Match', required: true, description: 'The version of the source that was seen: "7"' };
const ID = idParam('Source');

/** What ops people configure. Secrets go in and never come out. */
@ApiTags('sources')
@Controller(API_PREFIX)
@Allow('ops')
export class SourceConfigurationController {
  constructor(
    private readonly desk: SourceDesk,
    private readonly kinds: SourceKinds,
    private readonly consents: ConsentDesk,
    private readonly book: SourceBook,
    private readonly sources: SourceQueries,
    private readonly quarantine: QuarantineQueries,
  ) {}

  @Post('sources')
  @ZodResponse({ status: 201, type: SavedSourceDto, description: 'The new source; it is read at once' })
  async add(@Body() request: AddSourceRequestDto, @SignedIn() { user }: StoredSession): Promise<SavedSource> {
    const { kind, name, options, secrets, pollIntervalSeconds, readSince } = request;
    const draft = { kind, name, options, secrets, pollIntervalSeconds: pollIntervalSeconds ?? null };
    const warnings = [...(await this.desk.warnings(draft))];
    const id = await this.desk.add({ ...draft, readSince: dateOf(readSince) ?? null }, user.id);
    return presented({ ...(await this.sources.detail(id)), warnings });
  }

  /** Looks at a source before it is saved; stores nothing. */
  @Post('sources/check')
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    type: SourceCheckViewDto,
    description: 'The newest messages, judged; or why it cannot be read',
  })
  async check(@Body() draft: CheckSourceRequestDto, @Req() request: Request): Promise<SourceCheckView> {
    return sourceCheckView(await this.desk.checkDraft(draft, untilGone(request)));
  }

  @Post('sources/:id/check')
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    type: SourceCheckViewDto,
    description: 'As an edit would read it; secrets that are kept are used',
  })
  async checkSaved(
    @Param('id', ID) id: string,
    @Body() { options, secrets }: CheckSavedSourceRequestDto,
    @Req() request: Request,
  ): Promise<SourceCheckView> {
    return sourceCheckView(await this.desk.checkSaved(id, { options, secrets }, untilGone(request)));
  }

  @Get('sources/:id/configuration')
  @ZodResponse({ status: 200, type: SourceConfigurationDto, description: 'What is configured, without the secrets' })
  async configuration(@Param('id', ID) id: string): Promise<SourceConfiguration> {
    const { kind, name, options, pollIntervalSeconds, readSince, provisionedBy, version } =
      await this.book.settings(id);
    return presented({
      id,
      kind: this.kinds.list().find((known) => known.kind === kind) ?? null,
      name,
      options: { ...options },
      secretsSet: [...(await this.desk.secretsSet(id))],
      pollIntervalSeconds,
      readSince,
      provisionedBy,
      takesConsent: this.consents.offers(kind, options),
      version,
    });
  }

  @Patch('sources/:id')
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: SavedSourceDto, description: 'The source as it is now' })
  async edit(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { readSince, ...edit }: EditSourceRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<SavedSource> {
    const change = { ...edit, readSince: dateOf(readSince) };
    const warnings = [...(await unlessChanged(this.desk.change(id, change, seenVersion(ifMatch), user.id)))];
    return presented({ ...(await this.sources.detail(id)), warnings });
  }

  @Get('sources/:id/contents')
  @ZodResponse({ status: 200, type: SourceContentsViewDto, description: 'What goes and what stays when it is removed' })
  async contents(@Param('id', ID) id: string): Promise<SourceContentsView> {
    return this.desk.contents(id);
  }

  @Delete('sources/:id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  async remove(
    @Param('id', ID) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Query() { messages }: RemoveSourceQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<void> {
    await unlessChanged(this.desk.remove(id, messages === 'remove', seenVersion(ifMatch), user.id));
  }

  @Post('sources/:id/clone')
  @ZodResponse({ status: 201, type: SourceDetailDto, description: 'A copy with the same secrets, paused' })
  async clone(
    @Param('id', ID) id: string,
    @Body() { name }: CloneSourceRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<SourceDetail> {
    return presented(await this.sources.detail(await this.desk.clone(id, name, user.id)));
  }

  @Post('sources/:id/backfill')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: BackfillAnswerDto, description: 'It is read again from that day on, at once' })
  async backfill(
    @Param('id', ID) id: string,
    @Body() { from }: BackfillRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<BackfillAnswer> {
    await this.desk.backfill(id, new Date(from), user.id);
    return this.backfillState(id);
  }

  @Get('sources/:id/backfill')
  @Allow(...EVERYBODY)
  @ZodResponse({
    status: 200,
    type: BackfillAnswerDto,
    description: 'How the backfill that was asked for last has gone',
  })
  async backfillState(@Param('id', ID) id: string): Promise<BackfillAnswer> {
    return presented({ backfill: await this.quarantine.backfill(id) });
  }

  /** A file that `sources add --file` and config/sources.yaml understand; in place of secrets it names variables. */
  @Get('source-export')
  async export(@Query() { format, source }: ExportSourcesQueryDto): Promise<StreamableFile> {
    const settings = source === undefined ? await this.book.all() : [await this.book.settings(source)];
    const exported = await Promise.all(
      settings.map(async ({ id, ...rest }) => ({ ...rest, secretNames: await this.desk.secretsSet(id) })),
    );
    const document = documentOf(exported);
    const text = format === 'json' ? `${JSON.stringify(document, null, 2)}\n` : writtenAsYaml(document);
    return new StreamableFile(Buffer.from(text), {
      type: format === 'json' ? 'application/json; charset=utf-8' : 'application/yaml; charset=utf-8',
      disposition: `attachment; filename="sources.${format}"`,
    });
  }
}

function dateOf(instant: string | null | undefined): Date | null | undefined {
  return typeof instant === 'string' ? new Date(instant) : instant;
}
