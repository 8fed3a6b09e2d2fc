import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import {
  MergeRequest,
  MovementAnswer,
  MovementList,
  SplitRequest,
  UndoMovementRequest,
  type MovementView,
} from '@earshot/contracts';
import { NotFound, type MovedVersions, type SeenCase, type StoredSession } from '@earshot/domain';
import { CaseMovements, type ListedMovement, type Mover } from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class MergeRequestDto extends contractDto(MergeRequest) {}
class SplitRequestDto extends contractDto(SplitRequest) {}
class UndoMovementRequestDto extends contractDto(UndoMovementRequest) {}
class MovementAnswerDto extends contractDto(MovementAnswer) {}
class MovementListDto extends contractDto(MovementList) {}

@ApiTags('cases')
@Controller(`${API_PREFIX}/cases/:id`)
export class MovementsController {
  constructor(private readonly movements: CaseMovements) {}

  @Get('movements')
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: MovementListDto, description: 'What was merged and split, newest first' })
  async list(@Param('id', idParam('Case')) id: string): Promise<MovementList> {
    const { mergedInto, movements } = await this.movements.of(id);
    return { mergedInto, items: movements.map(shown) };
  }

  @Post('merge')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: MovementAnswerDto, description: 'Everything of the other case is in this one' })
  async merge(
    @Param('id', idParam('Case')) id: string,
    @Body() { caseId, version, otherVersion, confirmDifferentCustomers, note }: MergeRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<MovementAnswer> {
    const [from, to] = [
      { id: caseId, version: otherVersion },
      { id, version },
    ];
    const { movementId, versions } = await this.movements.merge(
      from,
      to,
      confirmDifferentCustomers,
      mover(session, note),
    );
    return { movementId, caseId: id, ...versionsOf(versions, id, caseId), stayedMessageIds: [] };
  }

  @Post('split')
  @HttpCode(201)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 201, type: MovementAnswerDto, description: 'The messages are a case of their own' })
  async split(
    @Param('id', idParam('Case')) id: string,
    @Body() { messageIds, version, note }: SplitRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<MovementAnswer> {
    const { movementId, newCaseId, versions } = await this.movements.split(
      { id, version },
      messageIds,
      mover(session, note),
    );
    return { movementId, caseId: newCaseId, ...versionsOf(versions, id, newCaseId), stayedMessageIds: [] };
  }

  @Post('movements/:movementId/undo')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: MovementAnswerDto, description: 'Everything that moved is back' })
  async undo(
    @Param('id', idParam('Case')) id: string,
    @Param('movementId', idParam('Movement')) movementId: string,
    @Body() { version, otherVersion, note }: UndoMovementRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<MovementAnswer> {
    const { movements } = await this.movements.of(id);
    const found = movements.find(({ record }) => record.id === movementId)?.record;
    if (found === undefined) throw new NotFound('Movement', movementId);
    const otherId = found.fromCaseId === id ? found.toCaseId : found.fromCaseId;
    const seen: [SeenCase, SeenCase] = [
      { id, version },
      { id: otherId, version: otherVersion },
    ];
    const { stayedMessageIds, versions } = await this.movements.undo(movementId, seen, mover(session, note));
    return {
      ...{ movementId, caseId: found.fromCaseId },
      ...versionsOf(versions, id, otherId),
      stayedMessageIds: [...stayedMessageIds],
    };
  }
}

const mover = ({ user }: StoredSession, note: string | undefined): Mover => ({ actorId: user.id, note: note || null });

/** Both movements' cases have one: the movement has just counted them up. */
const versionsOf = (versions: MovedVersions, id: string, otherId: string) => ({
  version: versions[id] ?? 0,
  otherVersion: versions[otherId] ?? 0,
});

function shown({ record, obstacle, fromVersion, toVersion }: ListedMovement): MovementView {
  const { id, kind, fromCaseId, toCaseId, at, actor, undoneAt, detail } = record;
  return presented({
    ...{ id, kind, fromCaseId, toCaseId, fromVersion, toVersion },
    messages: detail.messageIds.length,
    ...{ at, actor, undoneAt, obstacle },
  });
}
