import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { FirstSteps } from '@earshot/contracts';
import { Clock, type StoredSession } from '@earshot/domain';
import { FirstStepsQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { SignedIn } from '../http/signed-in.js';

class FirstStepsDto extends contractDto(FirstSteps) {}

/** The short path of a new house, for whoever administrates it. */
@ApiTags('first steps')
@Controller(`${API_PREFIX}/first-steps`)
@Allow('admin')
export class FirstStepsController {
  constructor(
    private readonly steps: FirstStepsQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: FirstStepsDto, description: 'What was done, and what is still to do' })
  async show(@SignedIn() { user }: StoredSession): Promise<FirstSteps> {
    return this.steps.of(user.id);
  }

  /** Puts them aside for the person who asks; what they lead to stays where it is. */
  @Delete()
  @HttpCode(204)
  async finish(@SignedIn() { user }: StoredSession): Promise<void> {
    await this.steps.finish(user.id, this.clock.now());
  }
}
