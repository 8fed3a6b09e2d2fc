import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { PlaybookView, RenderedTemplateView, TemplateList, WordingWarnings } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { inLanguage, PLAYBOOK_FILE, PlaybookFiles, TemplateDesk } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import {
  PlaybookViewDto,
  RenderedTemplateViewDto,
  RenderTemplateRequestDto,
  TemplateListDto,
  TemplateQueryDto,
  WordingRequestDto,
  WordingWarningsDto,
} from './playbook-schemas.js';
import { writtenStepView } from './playbook-view.js';
import { TemplateFactsOfCase } from './template-facts.js';

/** What the house wrote down: its steps, its reply templates, the wording it warns about. */
@ApiTags('playbook')
@Controller(API_PREFIX)
@Allow(...EVERYBODY)
export class PlaybookController {
  constructor(
    private readonly files: PlaybookFiles,
    private readonly desk: TemplateDesk,
    private readonly facts: TemplateFactsOfCase,
  ) {}

  @Get('playbook')
  @ZodResponse({ status: 200, type: PlaybookViewDto, description: 'The playbook, in the language of the reader' })
  show(@SignedIn() { user }: StoredSession): PlaybookView {
    const { playbook } = this.files;
    return {
      file: PLAYBOOK_FILE,
      steps: playbook.steps.map((step) => writtenStepView(step, user.language)),
      causeStages: playbook.causeStages.map(({ id, title }) => ({ id, title: inLanguage(title, user.language) })),
      optionsAtLeast: playbook.options.atLeast,
      compensationExpiresAfterMonths: playbook.compensation.expiresAfterMonths,
      immediateEscalations: [...playbook.immediateEscalations],
    };
  }

  @Get('templates')
  @ZodResponse({ status: 200, type: TemplateListDto, description: 'The reply templates; those that lack in English' })
  async templates(@Query() { language }: TemplateQueryDto): Promise<TemplateList> {
    return { items: (await this.desk.inForce()).list(language).map((one) => ({ ...one, asks: [...one.asks] })) };
  }

  @Post('cases/:id/templates/:name')
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    type: RenderedTemplateViewDto,
    description: 'As far as it could be filled; nothing is sent',
  })
  async render(
    @Param('id', idParam('Case')) id: string,
    @Param('name') name: string,
    @Body() { language, values }: RenderTemplateRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<RenderedTemplateView> {
    const { language: customers, facts } = await this.facts.of(id, session.user, values);
    const rendered = (await this.desk.inForce()).render(name, language ?? customers, facts);
    return { ...rendered, missing: [...rendered.missing] };
  }

  @Post('wording')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: WordingWarningsDto, description: 'Wording that inflames, with advice' })
  wording(@Body() { text, language }: WordingRequestDto, @SignedIn() { user }: StoredSession): WordingWarnings {
    return { warnings: this.files.wording.warnings(text, language, user.language) };
  }
}
