import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { CaseListPage, CaseListQuery } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { CaseListQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { caseFilterOf } from './case-filter.js';

class CaseListQueryDto extends contractDto(CaseListQuery) {}
class CaseListPageDto extends contractDto(CaseListPage) {}

@ApiTags('cases')
@Controller(`${API_PREFIX}/cases`)
export class CaseListController {
  constructor(private readonly cases: CaseListQueries) {}

  @Get()
  @Scope('cases:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: CaseListPageDto, description: 'A page of the cases that were asked for' })
  async list(@Query() query: CaseListQueryDto, @SignedIn() { user }: StoredSession): Promise<CaseListPage> {
    const page = await this.cases.page(caseFilterOf(query, user.id));
    return presented(page);
  }
}
