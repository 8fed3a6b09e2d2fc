import { Body, Controller, Get, Header, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { SOURCE_ACTIONS, SourceActionName, type SourceDetail, type SourceList } from '@earshot/contracts';
import { NotFound, type SourceDeed, type StoredSession } from '@earshot/domain';
import { SourceActions } from '@earshot/intake';
import { SourceQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SourceDetailDto, SourceListDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam, nameParam } from '../http/validation.pipe.js';
import { SourceActionRequestDto } from './source-schemas.js';

@ApiTags('sources')
@Controller(`${API_PREFIX}/sources`)
export class SourcesController {
  constructor(
    private readonly sources: SourceQueries,
    private readonly actions: SourceActions,
  ) {}

  @Get()
  @Scope('sources:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: SourceListDto, description: 'Every source with its account over all polls' })
  async list(): Promise<SourceList> {
    return { items: presented(await this.sources.list()) };
  }

  @Get(':id')
  @Scope('sources:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: SourceDetailDto, description: 'A source; its days are those of the house' })
  async show(@Param('id', idParam('Source')) id: string): Promise<SourceDetail> {
    return presented(await this.sources.detail(id));
  }

  @Post(':id/actions/:action')
  @Allow('ops')
  @ApiParam({ name: 'action', enum: SOURCE_ACTIONS })
  @ZodResponse({ status: 200, type: SourceDetailDto, description: 'The source after the action' })
  async act(
    @Param('id', idParam('Source')) id: string,
    @Param('action', nameParam('Action', SourceActionName)) deed: SourceDeed,
    @Body() { reason }: SourceActionRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<SourceDetail> {
    await this.actions.act(id, deed, session.user, reason ?? null);
    return this.show(id);
  }

  /** What strangers sent, as it came: downloaded under a neutral type, never shown by the browser. */
  @Get(':id/quarantine/:itemId/raw')
  @Allow(...EVERYBODY)
  @Header('X-Content-Type-Options', 'nosniff')
  async raw(
    @Param('id', idParam('Source')) id: string,
    @Param('itemId', idParam('Quarantined item')) itemId: string,
  ): Promise<StreamableFile> {
    const raw = await this.sources.quarantinedRaw(id, itemId);
    if (raw === null) throw new NotFound('The raw form of quarantined item', itemId);
    return new StreamableFile(raw, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="quarantine-${itemId}.bin"`,
      length: raw.length,
    });
  }
}
