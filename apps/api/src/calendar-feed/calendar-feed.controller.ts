import { Controller, Delete, Get, Header, HttpCode, Param, Put } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, Public } from '@earshot/access';
import { CalendarFeed, OpenedCalendarFeed } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { CalendarDesk } from './calendar-desk.js';

class CalendarFeedDto extends contractDto(CalendarFeed) {}
class OpenedCalendarFeedDto extends contractDto(OpenedCalendarFeed) {}

/** A person's deadlines in their own calendar program. */
@ApiTags('calendar')
@Controller(API_PREFIX)
export class CalendarFeedController {
  constructor(private readonly desk: CalendarDesk) {}

  @Get('session/calendar')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: CalendarFeedDto, description: 'Whether there is an address; never the address' })
  async show(@SignedIn() { user }: StoredSession): Promise<CalendarFeed> {
    return { since: (await this.desk.since(user))?.toISOString() ?? null };
  }

  /** A new address, told once; the one before ends. */
  @Put('session/calendar')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: OpenedCalendarFeedDto, description: 'The address, which is told only now' })
  async open(@SignedIn() { user }: StoredSession): Promise<OpenedCalendarFeed> {
    const { url, since } = await this.desk.open(user);
    return { url, since: since.toISOString() };
  }

  @Delete('session/calendar')
  @HttpCode(204)
  @Allow(...EVERYBODY)
  async close(@SignedIn() { user }: StoredSession): Promise<void> {
    await this.desk.close(user);
  }

  /** Calendar programs cannot sign in: the address is the key. Unchanged it is answered 304. */
  @Get('calendar-feeds/:file')
  @Public()
  @ApiProduces('text/calendar')
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Header('Cache-Control', 'private, no-cache')
  @Header('Referrer-Policy', 'no-referrer')
  async read(@Param('file') file: string): Promise<string> {
    return this.desk.read(file);
  }
}
