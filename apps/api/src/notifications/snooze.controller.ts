import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { SnoozeView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { Snoozing } from '@earshot/follow-up';
import { NotificationQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { SnoozeRequestDto, SnoozeViewDto, UnsnoozeRequestDto } from './notification-schemas.js';

/** Being quiet about a case for a while. */
@ApiTags('cases')
@Controller(`${API_PREFIX}/cases`)
export class SnoozeController {
  constructor(
    private readonly snoozing: Snoozing,
    private readonly notifications: NotificationQueries,
  ) {}

  @Post(':id/snooze')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: SnoozeViewDto, description: 'Warnings wait until then; the deadline stays' })
  async snooze(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, until }: SnoozeRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<SnoozeView> {
    await this.snoozing.snooze(id, new Date(until), { actorId: user.id, seenVersion: version });
    return this.view(id);
  }

  @Post(':id/unsnooze')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: SnoozeViewDto, description: 'Warnings come again' })
  async unsnooze(
    @Param('id', idParam('Case')) id: string,
    @Body() { version }: UnsnoozeRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<SnoozeView> {
    await this.snoozing.wake(id, { actorId: user.id, seenVersion: version });
    return this.view(id);
  }

  private async view(caseId: string): Promise<SnoozeView> {
    return { caseId, ...presented(await this.notifications.snoozeOf(caseId)) };
  }
}
