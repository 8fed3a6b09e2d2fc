import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import {
  DigestEditionName,
  type DigestPreview,
  type DigestSubscriptionsView,
  type DigestsView,
  type DigestTestAnswer,
  type DigestView,
} from '@earshot/contracts';
import { DIGEST_EDITIONS, Forbidden, type DigestEdition, type StoredSession } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { SignedIn } from '../http/signed-in.js';
import { TestLimit } from '../http/test-limit.js';
import { nameParam } from '../http/validation.pipe.js';
import { DigestEditions } from './digest-editions.js';
import {
  DigestPreviewDto,
  DigestReaderQueryDto,
  DigestsViewDto,
  DigestSubscriptionsViewDto,
  DigestTestAnswerDto,
  DigestViewDto,
  SaveDigestRequestDto,
} from './digest-schemas.js';

const EDITION = nameParam('Digest', DigestEditionName);

/** The mails that readers get: their own; an administrator also another's, named by `user`. */
@ApiTags('digests')
@Controller(`${API_PREFIX}/digests`)
@Allow('lead', 'manager', 'ops')
export class DigestsController {
  constructor(
    private readonly editions: DigestEditions,
    private readonly tests: TestLimit,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: DigestsViewDto, description: 'The three editions and the last deliveries' })
  async show(@Query() { user }: DigestReaderQueryDto, @SignedIn() session: StoredSession): Promise<DigestsView> {
    return this.editions.of(readerId(user, session));
  }

  @Get('readers')
  @Allow('admin')
  @ZodResponse({ status: 200, type: DigestSubscriptionsViewDto, description: 'Who gets what, by name' })
  async readers(): Promise<DigestSubscriptionsView> {
    return { items: await this.editions.everybodys() };
  }

  @Put(':edition')
  @ApiParam({ name: 'edition', enum: DIGEST_EDITIONS })
  @ZodResponse({ status: 200, type: DigestViewDto, description: 'As it is from now on' })
  async save(
    @Param('edition', EDITION) edition: DigestEdition,
    @Query() { user }: DigestReaderQueryDto,
    @Body() request: SaveDigestRequestDto,
    @SignedIn() session: StoredSession,
  ): Promise<DigestView> {
    return this.editions.save(readerId(user, session), { ...request, edition }, session.user.id);
  }

  @Get(':edition/preview')
  @ApiParam({ name: 'edition', enum: DIGEST_EDITIONS })
  @ZodResponse({ status: 200, type: DigestPreviewDto, description: 'What would be sent now' })
  async preview(
    @Param('edition', EDITION) edition: DigestEdition,
    @Query() { user }: DigestReaderQueryDto,
    @SignedIn() session: StoredSession,
  ): Promise<DigestPreview> {
    return this.editions.preview(readerId(user, session), edition);
  }

  @Post(':edition/test')
  @HttpCode(202)
  @ApiParam({ name: 'edition', enum: DIGEST_EDITIONS })
  @ZodResponse({ status: 202, type: DigestTestAnswerDto, description: 'A worker sends it in a moment' })
  async test(
    @Param('edition', EDITION) edition: DigestEdition,
    @Query() { user }: DigestReaderQueryDto,
    @SignedIn() session: StoredSession,
  ): Promise<DigestTestAnswer> {
    this.tests.count(session.user.id);
    return this.editions.sendTest(readerId(user, session), edition);
  }
}

/** @throws Forbidden */
function readerId(asked: string | undefined, { user }: StoredSession): string {
  if (asked === undefined || asked === user.id) return user.id;
  if (user.role !== 'admin') throw new Forbidden("Another reader's digests are an administrator's to change");
  return asked;
}
