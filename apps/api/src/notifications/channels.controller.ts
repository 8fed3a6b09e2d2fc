import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { ChannelDeliveryPage, ChannelList, ChannelView, ChannelWithKey, ReplayAnswer } from '@earshot/contracts';
import { NotificationChannelStore, type StoredSession, type WatchedChannel } from '@earshot/domain';
import { ChannelBook } from '@earshot/notifications';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { TestLimit } from '../http/test-limit.js';
import { idParam } from '../http/validation.pipe.js';
import {
  AddChannelRequestDto,
  ChangeChannelRequestDto,
  ChannelDeliveriesQueryDto,
  ChannelDeliveryPageDto,
  ChannelListDto,
  ChannelViewDto,
  ChannelWithKeyDto,
  ReplayAnswerDto,
  ReplayRequestDto,
  RotateKeyRequestDto,
} from './notification-schemas.js';

const CHANNEL = idParam('Channel');

/** The chats and systems of the house that are told. Their addresses are written, never read. */
@ApiTags('notifications')
@Allow('ops')
@Controller(`${API_PREFIX}/notification-channels`)
export class ChannelsController {
  constructor(
    private readonly store: NotificationChannelStore,
    private readonly book: ChannelBook,
    private readonly tests: TestLimit,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: ChannelListDto, description: 'All channels, by name' })
  async list(): Promise<ChannelList> {
    return { items: (await this.store.channels()).map(view) };
  }

  @Post()
  @HttpCode(200)
  @ZodResponse({ status: 200, type: ChannelWithKeyDto, description: 'With the signing key of a webhook, shown once' })
  async add(@Body() request: AddChannelRequestDto, @SignedIn() { user }: StoredSession): Promise<ChannelWithKey> {
    const { id, key } = await this.book.add(request, user.id);
    return { ...(await this.view(id)), key };
  }

  @Put(':id')
  @ZodResponse({ status: 200, type: ChannelViewDto, description: 'As it is from now on' })
  async change(
    @Param('id', CHANNEL) id: string,
    @Body() { url, ...manner }: ChangeChannelRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<ChannelView> {
    await this.book.change(id, { ...manner, url: url ?? null }, user.id);
    return this.view(id);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', CHANNEL) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.book.remove(id, user.id);
  }

  @Post(':id/test')
  @HttpCode(202)
  async test(@Param('id', CHANNEL) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    this.tests.count(user.id);
    await this.book.test(id, user.id);
  }

  @Post(':id/key')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: ChannelWithKeyDto, description: 'With the new key; the old one signs for a while' })
  async rotateKey(
    @Param('id', CHANNEL) id: string,
    @Body() { overlapHours }: RotateKeyRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<ChannelWithKey> {
    const key = await this.book.rotateKey(id, overlapHours, user.id);
    return { ...(await this.view(id)), key };
  }

  @Get(':id/deliveries')
  @ZodResponse({ status: 200, type: ChannelDeliveryPageDto, description: 'What was sent, newest first' })
  async deliveries(
    @Param('id', CHANNEL) id: string,
    @Query() { state, after, limit }: ChannelDeliveriesQueryDto,
  ): Promise<ChannelDeliveryPage> {
    const { items, next } = await this.store.deliveries(id, { state: state ?? null, after: after ?? null, limit });
    return { items: items.map(presented), next };
  }

  @Post(':id/replay')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: ReplayAnswerDto, description: 'How many are sent again' })
  async replay(
    @Param('id', CHANNEL) id: string,
    @Body() request: ReplayRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<ReplayAnswer> {
    const { id: one, since } = request;
    const which = one === undefined ? { since: new Date(since ?? 0) } : { id: one };
    return { again: await this.book.replay(id, which, user.id) };
  }

  private async view(id: string): Promise<ChannelView> {
    return view(await this.store.channel(id));
  }
}

/** Named one by one: what is sealed stays here. */
function view(channel: WatchedChannel): ChannelView {
  const { id, kind, name, host, language, zone, showsCustomers, everyMinutes } = channel;
  const { disabledAt, disabledReason, oldKeyUntil, createdAt } = channel;
  return {
    ...{ id, kind, name, host, language, zone, showsCustomers, everyMinutes },
    ...presented(stateOf(channel)),
    ...presented({ disabledAt, disabledReason, oldKeyUntil, createdAt }),
  };
}

function stateOf({ disabledAt, disabledReason, trouble }: WatchedChannel) {
  if (disabledAt !== null) return { state: 'off' as const, since: disabledAt, reason: disabledReason, nextTryAt: null };
  if (trouble !== null) return { state: 'failing' as const, ...trouble };
  return { state: 'healthy' as const, since: null, reason: null, nextTryAt: null };
}
