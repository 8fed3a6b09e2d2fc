import type { CalendarYearView, PolicyView } from '@earshot/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/request';
import { workingWeek, type WorkingWeek } from './snooze-presets';

/** The hours of the house: its own calendar with the days of this year and the next that differ from the week. */
export const workingWeekQuery = queryOptions({
  queryKey: ['policy', 'week'],
  queryFn: async ({ signal }): Promise<WorkingWeek | null> => {
    const { document } = await request<PolicyView>('GET', '/policy', { signal });
    const calendar = document.calendars[0];
    if (calendar === undefined) return null;
    const year = new Date().getFullYear();
    const years = await Promise.all(
      [year, year + 1].map((each) =>
        request<CalendarYearView>('GET', `/calendars/${encodeURIComponent(calendar.name)}`, {
          query: { year: each },
          signal,
        }),
      ),
    );
    return workingWeek(
      calendar,
      years.flatMap(({ days }) => days),
    );
  },
  staleTime: 5 * 60_000,
});
