import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { ConsentAnswer } from '@earshot/contracts';
import { Forbidden, InvalidInput, type StoredSession } from '@earshot/domain';
import { ConsentDesk } from '@earshot/intake';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { ConsentAnswerDto, ConsentCallbackQueryDto } from './source-schemas.js';

/** What has to be registered at the provider, behind the installation's public address. */
export const CONSENT_CALLBACK = `${API_PREFIX}/source-consents/callback`;

/** Connects accounts by a person's consent at their provider. */
@ApiTags('sources')
@Controller(API_PREFIX)
@Allow('ops')
export class SourceConsentController {
  constructor(
    private readonly desk: ConsentDesk,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post('sources/:id/consent')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: ConsentAnswerDto, description: 'Where the person consents; good for 15 minutes' })
  async begin(@Param('id', idParam('Source')) id: string, @SignedIn() { user }: StoredSession): Promise<ConsentAnswer> {
    return { url: await this.desk.begin(id, user.id, `${this.settings.publicUrl}/${CONSENT_CALLBACK}`) };
  }

  /** Where the provider sends the person's browser back to; the page that they see next tells how it went. */
  @Get('source-consents/callback')
  @ApiExcludeEndpoint()
  async callback(
    @Query() { state, code, error }: ConsentCallbackQueryDto,
    @SignedIn() { user }: StoredSession,
    @Res() response: Response,
  ): Promise<void> {
    response.redirect(303, await this.pageAfter({ state, code: code ?? null, error: error ?? null }, user.id));
  }

  private async pageAfter(answer: Parameters<ConsentDesk['complete']>[0], userId: string): Promise<string> {
    try {
      const { sourceId, failure } = await this.desk.complete(answer, userId);
      if (failure === null) return `/sources/${sourceId}?consent=connected`;
      this.settings.logger.info({ sourceId, reason: failure.message }, 'a source could not be connected');
      return `/sources/${sourceId}?consent=${answer.code === null ? 'refused' : 'failed'}`;
    } catch (error) {
      if (error instanceof InvalidInput || error instanceof Forbidden) return '/sources?consent=expired';
      throw error;
    }
  }
}
