import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { CasePlaybookView } from '@earshot/contracts';
import { InvalidInput, NotFound, PlaybookStore, type CauseLesson, type StoredSession } from '@earshot/domain';
import {
  checkRecovery,
  closeCase,
  customerLeaves,
  requestReview,
  setCause,
  solveCase,
  tryWinBack,
} from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { CasePlaybook } from './case-playbook.js';
import {
  CasePlaybookViewDto,
  CauseRequestDto,
  CloseRequestDto,
  CustomerLeftRequestDto,
  RecoveryRequestDto,
  ReviewRequestRequestDto,
  SolveRequestDto,
  WinBackRequestDto,
} from './playbook-schemas.js';

const AFTER = { status: 200, type: CasePlaybookViewDto, description: 'The case after it, as the playbook sees it' };

/** The end of a case and the time after it. */
@ApiTags('playbook')
@Controller(`${API_PREFIX}/cases`)
@Allow(...EVERYBODY)
export class CaseEndingController {
  constructor(
    private readonly cases: CasePlaybook,
    private readonly store: PlaybookStore,
  ) {}

  @Post(':id/cause')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async cause(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, stage, kind, correctiveAction, lessonId, lesson }: CauseRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    const known = lessonId === undefined ? null : await this.lesson(lessonId);
    return this.cases.act(id, session, version, setCause, {
      stage,
      kind,
      correctiveAction: correctiveAction ?? null,
      lesson: known && { id: known.id, causeStage: known.causeStage },
      newLesson: lesson ?? null,
    });
  }

  @Post(':id/solve')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async solve(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, ...request }: SolveRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, solveCase, request);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async close(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, ...confirmation }: CloseRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, closeCase, confirmation);
  }

  @Post(':id/recovery-check')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async recovery(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, outcome }: RecoveryRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, checkRecovery, { outcome });
  }

  @Post(':id/review-request')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async review(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, outcome }: ReviewRequestRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, requestReview, { asked: outcome === 'asked' });
  }

  @Post(':id/win-back')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async winBack(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, outcome }: WinBackRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, tryWinBack, { returned: outcome === 'returned' });
  }

  @Post(':id/customer-left')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async left(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, left }: CustomerLeftRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, customerLeaves, { left });
  }

  private async lesson(id: string): Promise<CauseLesson> {
    try {
      return await this.store.findLesson(id);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw new InvalidInput('The cause has faults', [{ path: 'lessonId', message: error.message }]);
    }
  }
}
