import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { MOST_COUNTED, type AlertPage } from '@earshot/contracts';
import { Clock, type StoredSession } from '@earshot/domain';
import { AlertQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { AlertPageDto, AlertQueryDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { ownerOnBoard } from './owner-on-board.js';

@ApiTags('alerts')
@Controller(`${API_PREFIX}/alerts`)
export class AlertsController {
  constructor(
    private readonly alerts: AlertQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Scope('cases:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: AlertPageDto, description: 'A page of a list, with the lengths of all lists' })
  async list(@Query() query: AlertQueryDto, @SignedIn() session: StoredSession): Promise<AlertPage> {
    const now = this.clock.now();
    const owner = ownerOnBoard(query.owner, session.user.id);
    const page = await this.alerts.page({ ...query, owner }, now);
    return { ...presented(page), counts: await this.alerts.counts(now, MOST_COUNTED) };
  }
}
