import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import { AuditExportQuery, AuditPage, AuditQuery } from '@earshot/contracts';
import { AuditLog, Clock, type StoredSession } from '@earshot/domain';
import { AuditQueries, type AuditFilter, type AuditRow } from '@earshot/persistence';
import { exportedLines } from '@earshot/reporting';
import { ZodResponse } from 'nestjs-zod';
import { API_PREFIX } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { EXPORT_TYPES } from '../http/export-types.js';
import { presented } from '../http/presented.js';
import { SignedIn } from '../http/signed-in.js';

class AuditQueryDto extends contractDto(AuditQuery) {}
class AuditExportQueryDto extends contractDto(AuditExportQuery) {}
class AuditPageDto extends contractDto(AuditPage) {}

const COLUMNS = ['at', 'actorId', 'actor', 'action', 'subjectKind', 'subjectId', 'subject', 'detail'] as const;

/** Who did what and when. */
@ApiTags('audit')
@Controller(`${API_PREFIX}/audit`)
@Allow('admin')
export class AuditController {
  constructor(
    private readonly entries: AuditQueries,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ZodResponse({ status: 200, type: AuditPageDto, description: 'A page of the log, the newest first' })
  async list(@Query() query: AuditQueryDto): Promise<AuditPage> {
    return presented(await this.entries.page(filterOf(query), query.after, query.limit));
  }

  /** As a file, sent while it is read; that it was taken is an entry itself. */
  @Get('export')
  @ApiProduces('text/csv', 'application/jsonl')
  async export(@Query() query: AuditExportQueryDto, @SignedIn() { user }: StoredSession): Promise<StreamableFile> {
    const { format, ...filter } = query;
    const at = this.clock.now();
    await this.audit.record({
      at,
      actorId: user.id,
      action: 'export.audit',
      subjectKind: 'export',
      subjectId: null,
      detail: { format, filter },
    });
    const lines = exportedLines(COLUMNS, flat(this.entries.rows(filterOf(query))), format);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: EXPORT_TYPES[format],
      disposition: `attachment; filename="earshot-audit-${at.toISOString().slice(0, 10)}.${format}"`,
    });
  }
}

function filterOf({
  actor,
  from,
  to,
  action,
  subjectKind,
  subjectId,
}: Omit<AuditQuery, 'after' | 'limit'>): AuditFilter {
  const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  return {
    actor: actor === 'nobody' ? null : actor,
    action,
    subjectKind,
    subjectId,
    from: instant(from),
    to: instant(to),
  };
}

/** A line an entry; its details as they would stand in JSON. */
async function* flat(batches: AsyncIterable<readonly AuditRow[]>) {
  for await (const batch of batches)
    yield batch.map(({ at, actor, action, subject, detail }) => ({
      at,
      actorId: actor?.id ?? null,
      actor: actor?.name ?? null,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      subject: subject.name,
      detail: JSON.stringify(detail),
    }));
}
