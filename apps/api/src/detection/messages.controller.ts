import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import type { VerdictAnswer } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { MessageVerdicts } from '@earshot/learning';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { VerdictAnswerDto, VerdictRequestDto } from '../http/schemas.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

@ApiTags('detection')
@Controller(`${API_PREFIX}/messages`)
export class MessagesController {
  constructor(private readonly verdicts: MessageVerdicts) {}

  @Post(':id/verdict')
  @Scope('verdicts:write')
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: VerdictAnswerDto, description: 'The verdict is kept and learned from' })
  async give(
    @Param('id', idParam('Message')) messageId: string,
    @Body() { dissatisfied, severity }: VerdictRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<VerdictAnswer> {
    const verdict = { userId: session.user.id, dissatisfied, severity: severity ?? null };
    return { messageId, caseId: await this.verdicts.give(messageId, verdict) };
  }
}
