import type { AuditPage } from '@earshot/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../../shared/api/request';
import { dayEnd, dayStart } from '../../shared/time/day-bounds';
import type { AuditSearch } from './audit-search';

const PAGE_SIZE = 50;

/** Who did what, page by page, the newest first. */
export const auditQuery = (search: AuditSearch, zone: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', search, zone],
    queryFn: ({ pageParam, signal }) =>
      request<AuditPage>('GET', '/audit', {
        query: { ...filterOf(search, zone), limit: PAGE_SIZE, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Where all of it can be taken along as a table. */
export function auditExportAddress(search: AuditSearch, zone: string): string {
  const given = Object.entries(filterOf(search, zone)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `/api/v1/audit/export?${new URLSearchParams(given).toString()}`;
}

const filterOf = ({ actor, deed, from, to }: AuditSearch, zone: string) => ({
  actor,
  action: deed,
  from: from === undefined ? undefined : dayStart(from, zone).toISOString(),
  to: to === undefined ? undefined : dayEnd(to, zone).toISOString(),
});
