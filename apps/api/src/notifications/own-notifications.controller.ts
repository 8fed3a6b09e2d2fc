import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { NotificationPreferencesView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { OwnNotifications, type OwnPreferences } from '@earshot/notifications';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { MuteRequestDto, NotificationChoicesDto, NotificationPreferencesViewDto } from './notification-schemas.js';

/** How the signed-in person is told; nobody chooses for another. */
@ApiTags('session')
@Allow(...EVERYBODY)
@Controller(`${API_PREFIX}/session`)
export class OwnNotificationsController {
  constructor(private readonly own: OwnNotifications) {}

  @Get('notifications')
  @ZodResponse({ status: 200, type: NotificationPreferencesViewDto, description: 'What they have chosen' })
  async preferences(@SignedIn() { user }: StoredSession): Promise<NotificationPreferencesView> {
    return view(await this.own.of(user));
  }

  /** What is held by quiet hours that end with it is mailed within a minute. */
  @Put('notifications')
  @ZodResponse({ status: 200, type: NotificationPreferencesViewDto, description: 'As it is from now on' })
  async choose(
    @Body() choices: NotificationChoicesDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<NotificationPreferencesView> {
    return view(await this.own.choose(user, choices));
  }

  @Put('mute')
  @ZodResponse({ status: 200, type: NotificationPreferencesViewDto, description: 'As it is from now on' })
  async mute(
    @Body() { until }: MuteRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<NotificationPreferencesView> {
    return view(await this.own.mute(user, until === null ? null : new Date(until)));
  }
}

function view({ notMailed, ...preferences }: OwnPreferences): NotificationPreferencesView {
  return { ...presented(preferences), notMailed: [...notMailed] };
}
