import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import type { QuarantinePage, RetryAnswer } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { QuarantineDesk, SourceKinds } from '@earshot/intake';
import { QuarantineQueries } from '@earshot/persistence';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EVERYBODY } from '../http/everybody.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { idParam } from '../http/validation.pipe.js';
import { DismissRequestDto, QuarantinePageDto, QuarantineQueryDto, RetryAnswerDto } from './source-schemas.js';

const SOURCE = idParam('Source');
const ITEM = idParam('Quarantined item');

/** What could not be read may be a customer in need: everybody who answers customers sees it and can act on it. */
@ApiTags('sources')
@Controller(`${API_PREFIX}/sources/:id/quarantine`)
@Allow(...EVERYBODY)
export class SourceQuarantineController {
  constructor(
    private readonly desk: QuarantineDesk,
    private readonly queries: QuarantineQueries,
    private readonly kinds: SourceKinds,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: QuarantinePageDto, description: 'What could not be read, the newest first' })
  async page(
    @Param('id', SOURCE) id: string,
    @Query() { state, after, limit }: QuarantineQueryDto,
  ): Promise<QuarantinePage> {
    const found = await this.queries.page(id, state, after ?? null, limit + 1);
    const items = found
      .slice(0, limit)
      .map(({ kind, ...item }) => ({ ...item, canBeReread: this.kinds.canReread(kind, item.rawBytes) }));
    return presented({ items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  @Post(':itemId/retry')
  @HttpCode(200)
  @ZodResponse({ status: 200, type: RetryAnswerDto, description: 'What came of reading it again' })
  async retry(
    @Param('id', SOURCE) id: string,
    @Param('itemId', ITEM) itemId: string,
    @SignedIn() { user }: StoredSession,
  ): Promise<RetryAnswer> {
    const answer = await this.desk.retry(id, itemId, user.id);
    return { outcome: answer.outcome, detail: 'detail' in answer ? answer.detail : null };
  }

  @Post(':itemId/dismiss')
  @HttpCode(204)
  async dismiss(
    @Param('id', SOURCE) id: string,
    @Param('itemId', ITEM) itemId: string,
    @Body() { reason }: DismissRequestDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<void> {
    await this.desk.dismiss(id, itemId, reason, user.id);
  }
}
