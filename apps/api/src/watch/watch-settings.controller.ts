import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { WatchSettingsView } from '@earshot/contracts';
import type { StoredSession, WatchSettings } from '@earshot/domain';
import { WatchActions } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { WatchSettingsChangeDto, WatchSettingsViewDto } from './watch-schemas.js';

/** Which early signs are looked for in a source; none unless somebody asked for it. */
@ApiTags('sources')
@Controller(`${API_PREFIX}/sources/:id/watch`)
export class WatchSettingsController {
  constructor(private readonly watch: WatchActions) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: WatchSettingsViewDto, description: 'What is looked for in this source' })
  async show(@Param('id', idParam('Source')) id: string): Promise<WatchSettingsView> {
    return view(await this.watch.settings(id));
  }

  @Patch()
  @Allow('ops', 'manager')
  @ZodResponse({ status: 200, type: WatchSettingsViewDto, description: 'What is looked for from now on' })
  async change(
    @Param('id', idParam('Source')) id: string,
    @Body() change: WatchSettingsChangeDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<WatchSettingsView> {
    return view(await this.watch.change(id, change, user.id));
  }
}

function view({ noReplyDays, unansweredDays }: WatchSettings): WatchSettingsView {
  return { noReplyDays: noReplyDays ?? null, unansweredDays: unansweredDays ?? null };
}
