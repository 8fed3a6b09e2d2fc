import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { PolicyId, type PolicyPreviewView, type PolicyVersionPage, type PolicyView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { PolicyDesk } from '@earshot/follow-up';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { seenVersion, unlessChanged } from '../http/saved-version.js';
import { SignedIn } from '../http/signed-in.js';
import { nameParam } from '../http/validation.pipe.js';
import {
  PolicyPreviewViewDto,
  PolicyVersionPageDto,
  PolicyVersionQueryDto,
  PolicyViewDto,
  PreviewPolicyRequestDto,
  RestorePolicyRequestDto,
  SavePolicyRequestDto,
} from './policy-schemas.js';

const PAGE_SIZE = 50;
const IF_MATCH = { name: 'If-Match', required: true, description: 'The ETag of the policy that was seen: "7"' };

@ApiTags('policy')
@Controller(`${API_PREFIX}/policy`)
export class PolicyController {
  constructor(private readonly desk: PolicyDesk) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: PolicyViewDto, description: 'The policy in force' })
  async show(@Res({ passthrough: true }) response: Response): Promise<PolicyView> {
    const { id, createdAt, createdBy, note, document } = await this.desk.show();
    response.setHeader('ETag', `"${id}"`);
    return presented({ id, createdAt, createdBy, note, document });
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('manager')
  @ZodResponse({ status: 200, type: PolicyPreviewViewDto, description: 'Which deadlines would move; nothing is saved' })
  async preview(@Body() { document, retime }: PreviewPolicyRequestDto): Promise<PolicyPreviewView> {
    return presented(await this.desk.preview(document, retime));
  }

  @Put()
  @Allow('manager')
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PolicyViewDto, description: 'The policy that is now in force' })
  async save(
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { document, retime, note }: SavePolicyRequestDto,
    @SignedIn() session: StoredSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyView> {
    const edit = { seenVersion: seenVersion(ifMatch, 'policy'), retime, note: note ?? null, actorId: session.user.id };
    await unlessChanged(this.desk.save(document, edit));
    return this.show(response);
  }

  @Get('versions')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: PolicyVersionPageDto, description: 'Who saved what when; the files come last' })
  async versions(@Query() { after }: PolicyVersionQueryDto): Promise<PolicyVersionPage> {
    const found = await this.desk.versions(PAGE_SIZE + 1, after ?? null);
    const items = found.slice(0, PAGE_SIZE);
    const next = found.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null;
    return { items: items.map(presented), next };
  }

  @Post('versions/:id/restore')
  @HttpCode(200)
  @Allow('manager')
  @ApiHeader(IF_MATCH)
  @ZodResponse({ status: 200, type: PolicyViewDto, description: 'The earlier version, in force as a new one' })
  async restore(
    @Param('id', nameParam('Policy', PolicyId)) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { retime, note }: RestorePolicyRequestDto,
    @SignedIn() session: StoredSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PolicyView> {
    const edit = { seenVersion: seenVersion(ifMatch, 'policy'), retime, note: note ?? null, actorId: session.user.id };
    await unlessChanged(this.desk.restore(id, edit));
    return this.show(response);
  }
}
