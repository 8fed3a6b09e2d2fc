import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '@earshot/access';
import { FORM_LANGUAGES, type FormLanguage } from '@earshot/connectors';
import type { Request, Response } from 'express';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { idParam } from '../http/validation.pipe.js';
import { embedScript, formPolicy } from './form-assets.js';
import { FormDesk, type VisitedForm } from './form-desk.js';
import { FIELD_LIMITS, TRAP } from './form-entry.js';
import { closedPage, FORM_THEMES, openFormPage, thanksPage, titleOf, type FormView } from './form-page.js';

const HTML = 'text/html; charset=utf-8';
const SENT = {
  type: 'object',
  required: ['text', 'token'],
  properties: {
    ...Object.fromEntries(
      Object.entries(FIELD_LIMITS).map(([name, maxLength]) => [name, { type: 'string', maxLength }]),
    ),
    token: { type: 'string', description: 'As the form that was opened carries it' },
    [TRAP]: { type: 'string', description: 'Stays empty' },
  },
};

/** Forms for complaints that stand in the house's own pages: open to everybody, without cookies. */
@ApiTags('intake')
@ApiParam({ name: 'sourceId', type: String, description: 'A source of the kind form' })
@Public()
@Controller(`${API_PREFIX}/forms`)
export class FormsController {
  constructor(
    private readonly desk: FormDesk,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get(':sourceId')
  @Header('Content-Type', HTML)
  @ApiQuery({ name: 'lang', required: false, enum: FORM_LANGUAGES, description: 'By default that of the browser' })
  @ApiQuery({ name: 'theme', required: false, enum: FORM_THEMES, description: 'By default light' })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'The form as a page, for an iframe of the websites that may embed it' })
  async show(
    @Param('sourceId', idParam('Form')) sourceId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query('lang') language?: string,
    @Query('theme') theme?: string,
  ): Promise<string> {
    const form = await this.desk.find(sourceId);
    const view = this.present(form, { language, theme }, request, response);
    return form.isClosed ? closedPage(view) : openFormPage(view, this.desk.open(form));
  }

  /** What was sent is stored once, however often it is sent. What cannot be taken is shown again as it was typed. */
  @Post(':sourceId')
  @HttpCode(200)
  @Header('Content-Type', HTML)
  @ApiQuery({ name: 'lang', required: false, enum: FORM_LANGUAGES })
  @ApiQuery({ name: 'theme', required: false, enum: FORM_THEMES })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: SENT })
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'A page that says thanks' })
  @ApiResponse({ status: 400, description: 'The form as it was typed, with what is to be corrected' })
  @ApiResponse({ status: 403, description: 'The form as it was typed, to be sent from here: it was not open any more' })
  @ApiResponse({ status: 409, description: 'A page that says that nothing is taken now: the source is paused' })
  @ApiResponse({ status: 429, description: 'The form as it was typed: sent too soon or too often; see Retry-After' })
  @ApiResponse({ status: 503, description: 'The form as it was typed: nothing can be stored now; see Retry-After' })
  async send(
    @Param('sourceId', idParam('Form')) sourceId: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query('lang') language?: string,
    @Query('theme') theme?: string,
  ): Promise<string> {
    const form = await this.desk.find(sourceId);
    const view = this.present(form, { language, theme }, request, response);
    if (form.isClosed) {
      response.status(409);
      return closedPage(view);
    }
    const outcome = await this.desk.take(form, body, request.ip ?? '');
    if (outcome.stored) return thanksPage(view);
    response.status(outcome.status);
    if (outcome.waitMs > 0) response.setHeader('Retry-After', String(Math.ceil(outcome.waitMs / 1_000)));
    return openFormPage(view, outcome.form);
  }

  @Get(':sourceId/embed.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @ApiProduces('text/javascript')
  @ApiOkResponse({ description: 'A script that puts the form into the page behind its own element' })
  async embed(
    @Param('sourceId', idParam('Form')) sourceId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { options } = await this.desk.find(sourceId);
    // It is loaded by pages of other origins; that is what it is for.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    return embedScript(titleOf({ options, language: languageOf(options.language, undefined, request) }));
  }

  private present(
    form: VisitedForm,
    asked: { readonly language: string | undefined; readonly theme: string | undefined },
    request: Request,
    response: Response,
  ): FormView {
    const { options } = form;
    // The rules of the dashboard forbid every frame; those of a form name who may have it in one.
    response.setHeader('Content-Security-Policy', formPolicy(options.origins));
    response.removeHeader('X-Frame-Options');
    // Without the address of their page browsers hide the origin of what they send, and it would be refused as foreign.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.vary('Accept-Language');
    return {
      options,
      language: languageOf(options.language, asked.language, request),
      theme: FORM_THEMES.find((theme) => theme === asked.theme) ?? 'light',
      organisation: this.settings.organisation,
    };
  }
}

function languageOf(fixed: FormLanguage | undefined, asked: string | undefined, request: Request): FormLanguage {
  const [primary] = (asked ?? '').toLowerCase().split('-');
  const accepted = request.acceptsLanguages([...FORM_LANGUAGES]);
  const found = [primary, accepted].map((tag) => FORM_LANGUAGES.find((language) => language === tag));
  return fixed ?? found.find((language) => language !== undefined) ?? 'en';
}
