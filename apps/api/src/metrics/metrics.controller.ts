import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { mayCall, Public, Sessions, sessionTokenOf } from '@earshot/access';
import { Forbidden } from '@earshot/domain';
import type { Request, Response } from 'express';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { isOnThisMachine } from './may-read-metrics.js';

/** Prometheus text format, for collectors on this machine and for people who look after the installation. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Public()
  async metrics(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!isOnThisMachine({ remoteAddress: request.socket.remoteAddress, headers: request.headers })) {
      const { user } = await this.sessions.authenticate(sessionTokenOf(request, this.settings));
      if (!mayCall(['ops'], user.role)) throw new Forbidden(`This needs the role ops; yours is ${user.role}`);
    }
    const { metrics } = this.settings;
    response.set('Content-Type', metrics.contentType).send(await metrics.metrics());
  }
}
