import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { CASE_DEED_NAMES, CaseActionName, type CaseView } from '@earshot/contracts';
import { InvalidInput, SEVERITIES, type Severity, type StoredSession } from '@earshot/domain';
import { CaseActions, offeredDeeds, type CaseDeedName } from '@earshot/follow-up';
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
  @Scope('cases:read')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: CaseViewDto, description: 'The case with its whole history' })
  async show(@Param('id', idParam('Case')) id: string, @SignedIn() session: StoredSession): Promise<CaseView> {
    return this.view(id, session);
  }

  @Post(':id/actions/:action')
  @Scope('cases:write')
  @Allow(...EVERYBODY)
  @ApiParam({ name: 'action', enum: CASE_DEED_NAMES })
  @ZodResponse({ status: 200, type: CaseViewDto, description: 'The case after the action' })
  async act(
    @Param('id', idParam('Case')) id: string,
    @Param('action', nameParam('Action', CaseActionName)) name: CaseDeedName,
    @Body() { version, note, assignee, severity }: CaseActionRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CaseView> {
    const parameters = { assigneeId: assignee ?? null, severity: severity ?? null };
    requireParameter(name, parameters);
    const deed = { name, actorId: session.user.id, seenVersion: version, note: note || null, ...parameters };
    await this.actions.act(id, deed);
    return this.view(id, session);
  }

  private async view(id: string, { user }: StoredSession): Promise<CaseView> {
    const found = await this.cases.detail(id);
    return { ...presented(found), actions: offeredDeeds({ ...found, ownerId: found.owner?.id ?? null }, user.id) };
  }
}

/** @throws InvalidInput when an action lacks what it is about */
function requireParameter(
  name: CaseDeedName,
  { assigneeId, severity }: { readonly assigneeId: string | null; readonly severity: Severity | null },
): void {
  const path =
    name === 'assign' && assigneeId === null
      ? 'assignee'
      : name === 'set-severity' && severity === null
        ? 'severity'
        : null;
  if (path === null) return;
  const message =
    path === 'assignee'
      ? 'must be the id of the user who is to have the case'
      : `must be one of ${SEVERITIES.join(', ')}`;
  throw new InvalidInput(`The action '${name}' needs its ${path}`, [{ path, message }]);
}
