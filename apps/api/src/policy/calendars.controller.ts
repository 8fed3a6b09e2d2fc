import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { CalendarYearView } from '@earshot/contracts';
import { differingDays, NotFound, type WorkingCalendar } from '@earshot/domain';
import { PolicyBook } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { CalendarPreviewRequestDto, CalendarYearQueryDto, CalendarYearViewDto } from './policy-schemas.js';

@ApiTags('policy')
@Controller(`${API_PREFIX}/calendars`)
export class CalendarsController {
  constructor(private readonly book: PolicyBook) {}

  @Get(':name')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: CalendarYearViewDto, description: 'What is closed in a year, and why' })
  async show(@Param('name') name: string, @Query() { year }: CalendarYearQueryDto): Promise<CalendarYearView> {
    const calendar = (await this.book.policy()).calendar(name);
    if (calendar.name !== name) throw new NotFound('Calendar', name.slice(0, 100));
    return yearOf(calendar, year);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('manager')
  @ZodResponse({ status: 200, type: CalendarYearViewDto, description: 'The same of a calendar that is not saved' })
  preview(@Body() { calendar, year }: CalendarPreviewRequestDto): CalendarYearView {
    return yearOf(this.book.calendarOf(calendar), year);
  }
}

function yearOf(calendar: WorkingCalendar, year: number): CalendarYearView {
  const { name, zone } = calendar;
  return { name, zone, year, workingDays: calendar.workingDaysIn(year), days: differingDays(calendar, year) };
}
