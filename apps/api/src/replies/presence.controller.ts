import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { PresenceRequest, PresenceView } from '@earshot/contracts';
import { CasePresenceStore, Clock, type StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EVERYBODY } from '../http/everybody.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';

class PresenceRequestDto extends contractDto(PresenceRequest) {}
class PresenceViewDto extends contractDto(PresenceView) {}

/** Who has a case open, so that two people do not write the same answer. */
@ApiTags('replies')
@Controller(`${API_PREFIX}/cases/:id/presence`)
export class PresenceController {
  constructor(
    private readonly presence: CasePresenceStore,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow(...EVERYBODY)
  @ZodResponse({ status: 200, type: PresenceViewDto, description: 'You are seen for 45 s; the others who are there' })
  async renew(
    @Param('id', idParam('Case')) caseId: string,
    @Body() { mode }: PresenceRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<PresenceView> {
    const others = await this.presence.renew(caseId, user.id, mode, this.clock.now());
    return {
      others: others.map(({ userId, since, ...other }) => ({ id: userId, ...other, since: since.toISOString() })),
    };
  }

  @Delete()
  @HttpCode(204)
  @Allow(...EVERYBODY)
  async leave(@Param('id', idParam('Case')) caseId: string, @SignedIn() { user }: StoredSession): Promise<void> {
    await this.presence.leave(caseId, user.id);
  }
}
