import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { NotificationPage, UnreadCount } from '@earshot/contracts';
import { Clock, NotificationStore, type StoredSession } from '@earshot/domain';
import { NotificationQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import {
  MarkReadRequestDto,
  NotificationPageDto,
  NotificationQueryDto,
  UnreadCountDto,
} from './notification-schemas.js';

/** What the signed-in person was told; nobody sees another's. */
@ApiTags('notifications')
@Controller(`${API_PREFIX}/notifications`)
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationQueries,
    private readonly store: NotificationStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: NotificationPageDto, description: 'Newest first, with the number of unread ones' })
  async list(
    @Query() { unread, after, limit }: NotificationQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<NotificationPage> {
    const page = await this.notifications.page({ userId: user.id, unread, after, limit });
    return { ...presented(page), unread: await this.notifications.unreadCount(user.id) };
  }

  /** Repeating it changes nothing; ids of others are passed over. */
  @Post('read')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: UnreadCountDto, description: 'What is unread after it' })
  async read(@Body() { ids }: MarkReadRequestDto, @SignedIn() { user }: StoredSession): Promise<UnreadCount> {
    await this.store.markRead(user.id, ids ?? 'all', this.clock.now());
    return { unread: await this.notifications.unreadCount(user.id) };
  }
}
