import { Injectable } from '@nestjs/common';
import { CaseListQueries, CustomerQueries } from '@earshot/persistence';
import type { Request } from 'express';
import { API_PREFIX } from '../api-settings.js';

export type VersionedKind = 'Case' | 'Customer';

const ROUTES: Readonly<Record<VersionedKind, RegExp>> = {
  Case: new RegExp(`^/${API_PREFIX}/cases/:`),
  Customer: new RegExp(`^/${API_PREFIX}/customers/:id`),
};

/** What the `:id` of a request's route is, where that has versions; else `null`. */
export function versionedKind(request: Request): VersionedKind | null {
  const path = (request.route as { path?: string } | undefined)?.path ?? '';
  return (Object.keys(ROUTES) as VersionedKind[]).find((kind) => ROUTES[kind].test(path)) ?? null;
}

/** The present versions of what is changed under optimistic concurrency. */
@Injectable()
export class PresentVersions {
  constructor(
    private readonly cases: CaseListQueries,
    private readonly customers: CustomerQueries,
  ) {}

  /** `null` when there is no such thing. */
  of(kind: VersionedKind, id: string): Promise<number | null> {
    return (kind === 'Case' ? this.cases : this.customers).versionOf(id);
  }
}
