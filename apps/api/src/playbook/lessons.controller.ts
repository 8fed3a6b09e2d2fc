import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { LessonEnd, type LessonCasePage, type LessonPage, type LessonView } from '@earshot/contracts';
import { Clock, InvalidInput, PlaybookStore, type StoredSession } from '@earshot/domain';
import { PlaybookFiles } from '@earshot/follow-up';
import { PlaybookQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam, nameParam } from '../http/validation.pipe.js';
import {
  LessonCasePageDto,
  LessonCaseQueryDto,
  LessonPageDto,
  LessonQueryDto,
  LessonRequestDto,
  LessonViewDto,
} from './playbook-schemas.js';

/** What systemic causes taught the house, each with the cases that had the cause. */
@ApiTags('playbook')
@Controller(`${API_PREFIX}/lessons`)
@Allow(...EVERYBODY)
export class LessonsController {
  constructor(
    private readonly queries: PlaybookQueries,
    private readonly store: PlaybookStore,
    private readonly files: PlaybookFiles,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: LessonPageDto, description: 'The newest first' })
  async list(@Query() query: LessonQueryDto): Promise<LessonPage> {
    return presented(await this.queries.lessons(query));
  }

  @Post()
  @HttpCode(200)
  @ZodResponse({ status: 200, type: LessonViewDto, description: 'The lesson; the same words twice are one' })
  async add(@Body() lesson: LessonRequestDto, @SignedIn() { user }: StoredSession): Promise<LessonView> {
    const stages = this.files.playbook.causeStages.map(({ id }) => id);
    if (!stages.includes(lesson.causeStage)) {
      const message = `must be one of ${stages.join(', ')}`;
      throw new InvalidInput('The lesson has faults', [{ path: 'causeStage', message }]);
    }
    return this.show(await this.store.addLesson(lesson, user.id, this.clock.now()));
  }

  @Get(':id')
  @ZodResponse({ status: 200, type: LessonViewDto, description: 'The lesson' })
  async show(@Param('id', idParam('Lesson')) id: string): Promise<LessonView> {
    return presented(await this.store.findLesson(id));
  }

  @Get(':id/cases')
  @ZodResponse({ status: 200, type: LessonCasePageDto, description: 'The cases that had the cause, the newest first' })
  async cases(
    @Param('id', idParam('Lesson')) id: string,
    @Query() { after, limit }: LessonCaseQueryDto,
  ): Promise<LessonCasePage> {
    await this.store.findLesson(id);
    return presented(await this.queries.casesOf(id, after, limit));
  }

  @Post(':id/:end')
  @HttpCode(200)
  @ApiParam({ name: 'end', enum: LessonEnd.options })
  @ZodResponse({
    status: 200,
    type: LessonViewDto,
    description: 'The lesson, whose cause was removed or was not after all',
  })
  async end(
    @Param('id', idParam('Lesson')) id: string,
    @Param('end', nameParam('Action', LessonEnd)) end: 'close' | 'reopen',
  ): Promise<LessonView> {
    await this.store.closeLesson(id, end === 'close' ? this.clock.now() : null);
    return this.show(id);
  }
}
