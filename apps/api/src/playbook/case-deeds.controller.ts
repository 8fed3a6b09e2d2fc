import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { PROMISE_ENDS, PromiseEnd, type CasePlaybookView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import {
  chooseOption,
  giveCompensation,
  logCall,
  makePromise,
  offerOptions,
  settlePromise,
  useCompensation,
} from '@earshot/follow-up';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam, nameParam } from '../http/validation.pipe.js';
import { CasePlaybook } from './case-playbook.js';
import {
  CallRequestDto,
  CasePlaybookViewDto,
  CompensationRequestDto,
  OptionsRequestDto,
  PromiseRequestDto,
  SeenRequestDto,
} from './playbook-schemas.js';

const AFTER = { status: 200, type: CasePlaybookViewDto, description: 'The case after it, as the playbook sees it' };

/** What is done for an unhappy customer: talks, options, promises, compensations. */
@ApiTags('playbook')
@Controller(`${API_PREFIX}/cases`)
@Allow(...EVERYBODY)
export class CaseDeedsController {
  constructor(private readonly cases: CasePlaybook) {}

  @Get(':id/playbook')
  @Scope('cases:read')
  @ZodResponse({ status: 200, type: CasePlaybookViewDto, description: 'What was done, and what is to be done next' })
  async show(@Param('id', idParam('Case')) id: string, @SignedIn() session: StoredSession): Promise<CasePlaybookView> {
    return this.cases.view(id, session);
  }

  @Post(':id/calls')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async call(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, at, minutes, ...call }: CallRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    const request = { ...call, minutes: minutes ?? null, at: at === undefined ? null : new Date(at) };
    return this.cases.act(id, session, version, logCall, request);
  }

  @Post(':id/options')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async offer(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, texts }: OptionsRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, offerOptions, { texts });
  }

  @Post(':id/options/:optionId/choose')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async choose(
    @Param('id', idParam('Case')) id: string,
    @Param('optionId', idParam('Option')) optionId: string,
    @Body() { version }: SeenRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, chooseOption, { optionId });
  }

  @Post(':id/promises')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async promise(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, text, dueOn, dueAt }: PromiseRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    const due = dueAt === undefined ? { on: dueOn ?? '' } : { at: new Date(dueAt) };
    return this.cases.act(id, session, version, makePromise, { text, due });
  }

  @Post(':id/promises/:taskId/:end')
  @HttpCode(200)
  @ApiParam({ name: 'end', enum: PROMISE_ENDS })
  @ZodResponse(AFTER)
  async settle(
    @Param('id', idParam('Case')) id: string,
    @Param('taskId', idParam('Promise')) taskId: string,
    @Param('end', nameParam('End of a promise', PromiseEnd)) end: (typeof PROMISE_ENDS)[number],
    @Body() { version }: SeenRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, settlePromise, { taskId, kept: end === 'kept' });
  }

  @Post(':id/compensations')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async compensate(
    @Param('id', idParam('Case')) id: string,
    @Body() { version, value, currency, expiresOn, ...given }: CompensationRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    const request = { ...given, value: value ?? null, currency: currency ?? null, expiresOn: expiresOn ?? null };
    return this.cases.act(id, session, version, giveCompensation, request);
  }

  @Post(':id/compensations/:compensationId/used')
  @HttpCode(200)
  @ZodResponse(AFTER)
  async used(
    @Param('id', idParam('Case')) id: string,
    @Param('compensationId', idParam('Compensation')) compensationId: string,
    @Body() { version }: SeenRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<CasePlaybookView> {
    return this.cases.act(id, session, version, useCompensation, { compensationId });
  }
}
