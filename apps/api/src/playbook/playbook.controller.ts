import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { PlaybookView, RenderedTemplateView, TemplateList, WordingWarnings } from '@earshot/contracts';
import { PlaybookStore, type PlaybookCase, type StoredSession } from '@earshot/domain';
import { inLanguage, isRunning, PlaybookFiles, PolicyBook, type TemplateFacts } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
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
import { stepView } from './playbook-view.js';

/** What the house wrote down: its steps, its reply templates, the wording it warns about. */
@ApiTags('playbook')
@Controller(API_PREFIX)
@Allow(...EVERYBODY)
export class PlaybookController {
  constructor(
    private readonly files: PlaybookFiles,
    private readonly store: PlaybookStore,
    private readonly policy: PolicyBook,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('playbook')
  @ZodResponse({ status: 200, type: PlaybookViewDto, description: 'The playbook, in the language of the reader' })
  show(@SignedIn() { user }: StoredSession): PlaybookView {
    const { playbook } = this.files;
    return {
      steps: playbook.steps.map((step) => stepView(step, user.language)),
      causeStages: playbook.causeStages.map(({ id, title }) => ({ id, title: inLanguage(title, user.language) })),
      optionsAtLeast: playbook.options.atLeast,
      compensationExpiresAfterMonths: playbook.compensation.expiresAfterMonths,
      immediateEscalations: [...playbook.immediateEscalations],
    };
  }

  @Get('templates')
  @ZodResponse({ status: 200, type: TemplateListDto, description: 'The reply templates; those that lack in English' })
  templates(@Query() { language }: TemplateQueryDto): TemplateList {
    return { items: this.files.templates.list(language).map((one) => ({ ...one, asks: [...one.asks] })) };
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
    const found = await this.store.find(id);
    const facts = templateFacts(found, (await this.policy.policy()).calendar(null).zone, {
      ...values,
      'agent.name': session.user.name,
      'organisation.name': this.settings.organisation,
    });
    const rendered = this.files.templates.render(name, language ?? found.language, facts);
    return { ...rendered, missing: [...rendered.missing] };
  }

  @Post('wording')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: WordingWarningsDto, description: 'Wording that inflames, with advice' })
  wording(@Body() { text, language }: WordingRequestDto, @SignedIn() { user }: StoredSession): WordingWarnings {
    return { warnings: this.files.wording.warnings(text, language, user.language) };
  }
}

/** What a case knows for the placeholders of a template. */
function templateFacts(found: PlaybookCase, zone: string, values: TemplateFacts['values']): TemplateFacts {
  const running = found.tasks.filter(isRunning).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const promise = running.find(({ kind }) => kind === 'promise');
  const due = running.find(({ kind }) => kind === 'answer' || kind === 'solve');
  const compensation = found.compensations.at(-1);
  return {
    zone,
    dueAt: due?.dueAt ?? null,
    promisedAt: promise?.dueAt ?? null,
    compensationExpires: compensation?.expiresOn ?? null,
    values: {
      ...values,
      'customer.name': found.customer?.name ?? null,
      'case.subject': found.subject,
      'promise.text': promise?.note ?? null,
      options: found.options.map(({ text }, i) => `${i + 1}. ${text}`).join('\n'),
      'compensation.text': compensation?.description ?? null,
      'review.url': found.review?.url ?? null,
    },
  };
}
