import { Body, Controller, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, OwnAccount } from '@earshot/access';
import { OwnSettings, PasswordChange, type Session } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { SessionDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { sessionView } from './session-view.js';

class OwnSettingsDto extends contractDto(OwnSettings) {}
class PasswordChangeDto extends contractDto(PasswordChange) {}

/** What people change of their own account. */
@ApiTags('session')
@Allow(...EVERYBODY)
@Controller(`${API_PREFIX}/session`)
export class OwnAccountController {
  constructor(
    private readonly account: OwnAccount,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Put('settings')
  @ZodResponse({ status: 200, type: SessionDto, description: 'Who is signed in, as they are now' })
  async change(@Body() settings: OwnSettingsDto, @SignedIn() session: StoredSession): Promise<Session> {
    const user = await this.account.change(session, settings);
    return sessionView(user, session.csrfToken, this.settings.organisation);
  }

  /** Other sessions of the person end with it. */
  @Post('password')
  @HttpCode(204)
  async changePassword(@Body() { old, next }: PasswordChangeDto, @SignedIn() session: StoredSession): Promise<void> {
    await this.account.changePassword(session, old, next);
  }
}
