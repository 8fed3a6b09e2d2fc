import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { RuleList, RulePreview, RuleView } from '@earshot/contracts';
import type { NotificationRule, StoredSession } from '@earshot/domain';
import { RuleBook } from '@earshot/notifications';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { RuleListDto, RulePreviewDto, RuleRequestDto, RuleViewDto } from './notification-schemas.js';

const RULE = idParam('Rule');

/** What is told to whom, beside those whom the steps of escalation name. */
@ApiTags('notifications')
@Allow('ops')
@Controller(`${API_PREFIX}/notification-rules`)
export class NotificationRulesController {
  constructor(private readonly rules: RuleBook) {}

  @Get()
  @ZodResponse({ status: 200, type: RuleListDto, description: 'All rules, by name; their order says nothing' })
  async list(): Promise<RuleList> {
    return { items: (await this.rules.list()).map(view) };
  }

  @Post()
  @HttpCode(200)
  @ZodResponse({ status: 200, type: RuleViewDto, description: 'The rule as it is followed from now on' })
  async add(@Body() request: RuleRequestDto, @SignedIn() { user }: StoredSession): Promise<RuleView> {
    return view(await this.rules.add(request, user.id));
  }

  @Post('preview')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: RulePreviewDto, description: 'Whom it would have told in the last seven days' })
  async preview(@Body() request: RuleRequestDto): Promise<RulePreview> {
    return this.rules.preview(request);
  }

  @Put(':id')
  @ZodResponse({ status: 200, type: RuleViewDto, description: 'The rule as it is followed from now on' })
  async change(
    @Param('id', RULE) id: string,
    @Body() request: RuleRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<RuleView> {
    return view(await this.rules.change({ ...request, id }, user.id));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', RULE) id: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.rules.remove(id, user.id);
  }
}

function view({ events, sourceIds, channelIds, roles, userIds, ...rule }: NotificationRule): RuleView {
  return {
    ...rule,
    events: [...events],
    sourceIds: [...sourceIds],
    channelIds: [...channelIds],
    roles: [...roles],
    userIds: [...userIds],
  };
}
