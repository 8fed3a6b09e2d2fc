import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import {
  PreviewTemplateRequest,
  SaveTemplatesRequest,
  TemplateBookList,
  TemplateBookQuery,
  TemplateBookView,
  TemplateLanguage,
  type RenderedTemplateView,
} from '@earshot/contracts';
import { TEMPLATES_OF_THE_FILE, type StoredSession, type TemplateDocument } from '@earshot/domain';
import { PLACEHOLDER_NAMES, PLACEHOLDERS, PlaybookFiles, TemplateDesk } from '@earshot/follow-up';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { seenVersion, unlessChanged } from '../http/saved-version.js';
import { SignedIn } from '../http/signed-in.js';
import { nameParam } from '../http/validation.pipe.js';
import { RenderedTemplateViewDto } from './playbook-schemas.js';
import { TemplateFactsOfCase } from './template-facts.js';

class TemplateBookListDto extends contractDto(TemplateBookList) {}
class TemplateBookViewDto extends contractDto(TemplateBookView) {}
class TemplateBookQueryDto extends contractDto(TemplateBookQuery) {}
class SaveTemplatesRequestDto extends contractDto(SaveTemplatesRequest) {}
class PreviewTemplateRequestDto extends contractDto(PreviewTemplateRequest) {}

const language = () => Param('language', nameParam('Templates', TemplateLanguage));
const IF_MATCH = { name: 'If-Match', required: true, description: 'The ETag of the templates that were seen: "7"' };

/** The reply templates as they are edited, a language at a time. */
@ApiTags('playbook')
@Controller(`${API_PREFIX}/template-books`)
export class TemplateBooksController {
  constructor(
    private readonly desk: TemplateDesk,
    private readonly files: PlaybookFiles,
    private readonly facts: TemplateFactsOfCase,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: TemplateBookListDto, description: 'The languages that have templates' })
  async list(): Promise<TemplateBookList> {
    const placeholders = PLACEHOLDER_NAMES.map((name) => ({ name, filledBy: PLACEHOLDERS[name] }));
    return { items: [...(await this.desk.languages())], placeholders };
  }

  @Get(':language')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: TemplateBookViewDto, description: 'The templates of a language in one version' })
  async show(
    @language() tag: string,
    @Query() { version }: TemplateBookQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TemplateBookView> {
    const [found, saved] = await Promise.all([this.desk.show(tag, version), this.desk.versions(tag)]);
    if (version === undefined) response.setHeader('ETag', `"${found.id}"`);
    const { id, createdAt, createdBy, note, document } = found;
    const file = { id: TEMPLATES_OF_THE_FILE, createdAt: null, createdBy: null, note: null };
    const versions = [...saved, ...(this.files.templates.own(tag) === undefined ? [] : [file])];
    return presented({ id, createdAt, createdBy, note, language: tag, document: writable(document), versions });
  }

  @Put(':language')
  @Allow('manager')
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: TemplateBookViewDto, description: 'The templates that are now in force' })
  async save(
    @language() tag: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { document, note }: SaveTemplatesRequestDto,
    @SignedIn() { user }: StoredSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TemplateBookView> {
    const edit = { seenVersion: seenVersion(ifMatch, 'templates'), note: note ?? null, actorId: user.id };
    await unlessChanged(this.desk.save(tag, document, edit));
    return this.show(tag, {}, response);
  }

  @Post(':language/preview')
  @HttpCode(200)
  @Allow('manager')
  @ZodResponse({ status: 200, type: RenderedTemplateViewDto, description: 'How a template would read in a case' })
  async preview(
    @language() tag: string,
    @Body() { document, name, caseId }: PreviewTemplateRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<RenderedTemplateView> {
    const templates = await this.desk.tryOut(tag, document);
    const { facts } = await this.facts.of(caseId, user);
    const rendered = templates.render(name, tag, facts);
    return { ...rendered, missing: [...rendered.missing] };
  }
}

const writable = ({ locale, templates }: TemplateDocument) => ({ locale, templates: [...templates] });
