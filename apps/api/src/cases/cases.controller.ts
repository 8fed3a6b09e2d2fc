import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { ACTION_NAMES, CaseActionName, type CaseView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { CaseActions, possibleCaseActions, type CaseDeedName } from '@earshot/follow-up';
import { CaseQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { CaseActionRequestDto, CaseViewDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam, nameParam } from '../http/validation.pipe.js';

@ApiTags('cases')
@Controller(`${API_PREFIX}/cases`)
export class CasesController {
  constructor(
    private readonly cases: CaseQueries,
    private readonly actions: CaseActions,
  ) {}

  @Get(':id')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: CaseViewDto, description: 'The case with its whole history' })
  async show(@Param('id', idParam('Case')) id: string): Promise<CaseView> {
    const found = await this.cases.detail(id);
    const hasOpenTask = found.tasks.some((task) => task.state === 'open');
    return { ...presented(found), actions: possibleCaseActions(found.state, hasOpenTask) };
  }

  @Post(':id/actions/:action')
  @Allow(...EVERYBODY)
  @ApiParam({ name: 'action', enum: ACTION_NAMES })
  @ZodResponse({ status: 200, type: CaseViewDto, description: 'The case after the action' })
  async act(
    @Param('id', idParam('Case')) id: string,
    @Param('action', nameParam('Action', CaseActionName)) name: CaseDeedName,
    @Body() { version, note }: CaseActionRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CaseView> {
    await this.actions.act(id, { name, actorId: session.user.id, seenVersion: version, note: note || null });
    return this.show(id);
  }
}
