import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { OpenHoursView } from '@earshot/contracts';
import { Clock, openDays } from '@earshot/domain';
import { PolicyBook } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { OpenHoursViewDto } from './policy-schemas.js';

const DAY_MS = 86_400_000;
/** What is overdue for longer is told in days of the calendar on the wall: nobody counts its hours any more. */
const DAYS_BACK = 35;
/** The longest solution of a usual standard lies well within; a page that stays open for days still has days ahead. */
const DAYS_AHEAD = 70;

/** When work is done, so that a page counts working time down by itself. */
@ApiTags('policy')
@Controller(`${API_PREFIX}/open-hours`)
export class OpenHoursController {
  constructor(
    private readonly book: PolicyBook,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: OpenHoursViewDto, description: 'The working time of every calendar, as instants' })
  async show(): Promise<OpenHoursView> {
    const now = this.clock.now().getTime();
    const [from, to] = [new Date(now - DAYS_BACK * DAY_MS), new Date(now + DAYS_AHEAD * DAY_MS)];
    const calendars = (await this.book.policy()).allCalendars.map((calendar) => ({
      name: calendar.name,
      zone: calendar.zone,
      days: openDays(from, to, calendar).map(({ day, open }) => ({ day, open: [...open] })),
    }));
    return presented({ from, to, calendars });
  }
}
