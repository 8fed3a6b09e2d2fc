import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { Id } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import type { Response } from 'express';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { EventStreams } from './event-streams.js';

@ApiTags('events')
@Controller(`${API_PREFIX}/events`)
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @Allow(...EVERYBODY)
  @ApiOkResponse({
    description:
      'Server-sent events; `data` is a ChangeEvent. `Last-Event-ID` resumes. The event `alive` tells in its `data` within how many milliseconds the next one comes.',
    content: { 'text/event-stream': {} },
  })
  async listen(
    @SignedIn() session: StoredSession,
    @Headers('last-event-id') lastId: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.streams.open(response, session, Id.safeParse(lastId).success ? (lastId ?? null) : null);
  }
}
