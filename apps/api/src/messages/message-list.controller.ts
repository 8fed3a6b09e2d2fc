import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { MessageDetail, MessageListPage, MessageListQuery } from '@earshot/contracts';
import { MessageQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { idParam } from '../http/validation.pipe.js';
import { messageFilterOf } from './message-filter.js';

class MessageListQueryDto extends contractDto(MessageListQuery) {}
class MessageListPageDto extends contractDto(MessageListPage) {}
class MessageDetailDto extends contractDto(MessageDetail) {}

/** Everything that was read; what a person says of one of them is in the same place (`POST …/verdict`). */
@ApiTags('messages')
@Controller(`${API_PREFIX}/messages`)
export class MessageListController {
  constructor(private readonly messages: MessageQueries) {}

  @Get()
  @Scope('messages:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: MessageListPageDto, description: 'A page of the messages that were asked for' })
  async list(@Query() query: MessageListQueryDto): Promise<MessageListPage> {
    return presented(await this.messages.page(messageFilterOf(query)));
  }

  @Get(':id')
  @Scope('messages:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: MessageDetailDto, description: 'A message whole, with its judgement' })
  async show(@Param('id', idParam('Message')) id: string): Promise<MessageDetail> {
    return presented(await this.messages.detail(id));
  }
}
