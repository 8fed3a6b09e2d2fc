import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import { ROW_EXAMPLES, type InsightCasesPage, type InsightsView } from '@earshot/contracts';
import { Clock, type BucketFigures, type InsightFigures, type StoredSession } from '@earshot/domain';
import { InsightCaseQueries, InsightQueries, SourceQueries, type InsightCaseRow } from '@earshot/persistence';
import { exportedLines } from '@earshot/reporting';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { EXPORT_TYPES } from '../http/export-types.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';
import { ApiTable } from '../openapi/describe-file.js';
import { casesLinks, filterOf, periodOf } from './insight-request.js';
import {
  InsightCasesPageDto,
  InsightCasesQueryDto,
  InsightExportQueryDto,
  InsightQueryDto,
  InsightsViewDto,
} from './insight-schemas.js';

const CASE_COLUMNS: readonly (keyof InsightCaseRow)[] = [
  'caseId',
  'openedAt',
  'source',
  'language',
  'severity',
  'topics',
  'owner',
  'dueAt',
  'answeredAt',
  'inTime',
  'workingMinutes',
  'elapsedSeconds',
  'repeated',
  'causeStage',
  'causeKind',
  'solvedAt',
  'checkedAt',
  'recovered',
];

const BUCKET_COLUMNS: readonly (keyof BucketFigures)[] = [
  'day',
  'received',
  'unhappy',
  'promised',
  'kept',
  'answered',
  'workingMedian',
  'workingP90',
  'wallMedian',
  'wallP90',
  'opened',
  'repeated',
  'checked',
  'recovered',
];

/** What managers see: how many are unhappy, how soon they are answered, why, and whether it was made good. */
@ApiTags('insights')
@Controller(`${API_PREFIX}/insights`)
@Allow('lead', 'manager')
export class InsightsController {
  constructor(
    private readonly insights: InsightQueries,
    private readonly cases: InsightCaseQueries,
    private readonly sources: SourceQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Scope('insights:read')
  @ZodResponse({ status: 200, type: InsightsViewDto, description: 'The figures of the period, and how things stand' })
  async show(@Query() query: InsightQueryDto, @SignedIn() { user }: StoredSession): Promise<InsightsView> {
    const period = periodOf(query, user, query.bucket);
    const figures = await this.insights.figures(period, filterOf(query, user), this.clock.now());
    const { zone, bucket, firstDay: from, lastDay: to } = period;
    return {
      ...presented(figures),
      ...(await this.named(figures)),
      period: { from, to, zone, bucket },
      cases: casesLinks(query, zone),
    };
  }

  @Get('cases')
  @Scope('insights:read')
  @ZodResponse({
    status: 200,
    type: InsightCasesPageDto,
    description: 'The ids of the cases behind a figure, newest first',
  })
  async behind(@Query() query: InsightCasesQueryDto, @SignedIn() { user }: StoredSession): Promise<InsightCasesPage> {
    const { set, stage, after, limit } = query;
    const period = periodOf(query, user, 'month');
    return this.cases.page({ set, stage, after, limit, period, filter: filterOf(query, user) }, this.clock.now());
  }

  /** As a file, sent while it is read. */
  @Get('export')
  @Scope('insights:read')
  @ApiTable(CASE_COLUMNS, ROW_EXAMPLES.insights)
  async export(@Query() query: InsightExportQueryDto, @SignedIn() { user }: StoredSession): Promise<StreamableFile> {
    const period = periodOf(query, user, query.bucket);
    const filter = filterOf(query, user);
    const lines =
      query.what === 'cases'
        ? exportedLines(CASE_COLUMNS, this.cases.rows(period, filter), query.format)
        : exportedLines(BUCKET_COLUMNS, one(this.insights.figures(period, filter, this.clock.now())), query.format);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: EXPORT_TYPES[query.format],
      disposition: `attachment; filename="earshot-${query.what}-${period.firstDay}-${period.lastDay}.${query.format}"`,
    });
  }

  private async named({ sources, topics, languages }: InsightFigures) {
    const names = new Map((await this.sources.list()).map(({ id, name }) => [id, name]));
    const self = <Part extends { readonly key: string }>(part: Part) => ({ ...part, name: part.key });
    return {
      sources: sources.map((part) => ({ ...part, name: names.get(part.key) ?? part.key })),
      topics: topics.map(self),
      languages: languages.map(self),
    };
  }
}

async function* one(figures: Promise<InsightFigures>): AsyncGenerator<readonly BucketFigures[]> {
  yield (await figures).buckets;
}
