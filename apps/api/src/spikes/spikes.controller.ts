import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { SpikePage, SpikeQuery, SpikeView } from '@earshot/contracts';
import { Clock, SpikeStore, type StoredSession } from '@earshot/domain';
import { SpikeQueries } from '@earshot/persistence';
import { enoughHistoryAt } from '@earshot/reporting';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class SpikeQueryDto extends contractDto(SpikeQuery) {}
class SpikePageDto extends contractDto(SpikePage) {}
class SpikeViewDto extends contractDto(SpikeView) {}

/** Unusual rises of unhappy messages: one alert an episode. */
@ApiTags('spikes')
@Controller(`${API_PREFIX}/spikes`)
export class SpikesController {
  constructor(
    private readonly spikes: SpikeQueries,
    private readonly store: SpikeStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Scope('spikes:read')
  @Allow(...EVERYBODY)
  @ZodResponse({
    status: 200,
    type: SpikePageDto,
    description: 'Episodes with the messages that make them, newest first',
  })
  async list(@Query() query: SpikeQueryDto): Promise<SpikePage> {
    const [page, first] = await Promise.all([this.spikes.page(query), this.spikes.firstMessageAt()]);
    const until = first === null ? null : enoughHistoryAt(first, this.clock.now());
    return presented({ ...page, learning: first !== null && until === null ? null : { until } });
  }

  /** Somebody looks after it: it leaves the digests. Repeating it changes nothing. */
  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('lead', 'manager')
  @ZodResponse({ status: 200, type: SpikeViewDto, description: 'The episode after it' })
  async acknowledge(
    @Param('id', idParam('Spike')) id: string,
    @SignedIn() { user }: StoredSession,
  ): Promise<SpikeView> {
    await this.store.acknowledge(id, user.id, this.clock.now());
    return presented(await this.spikes.one(id));
  }
}
