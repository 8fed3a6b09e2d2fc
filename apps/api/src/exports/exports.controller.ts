import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Scope } from '@earshot/access';
import {
  AlertExportQuery,
  CaseExportQuery,
  CustomerExportQuery,
  MessageExportQuery,
  ROW_EXAMPLES,
} from '@earshot/contracts';
import { AuditLog, Clock, type StoredSession } from '@earshot/domain';
import { AlertQueries, CaseListQueries, CustomerQueries, MessageQueries } from '@earshot/persistence';
import { exportedLines } from '@earshot/reporting';
import { API_PREFIX } from '../api-settings.js';
import { ownerOnBoard } from '../alerts/owner-on-board.js';
import { caseFilterOf } from '../cases/case-filter.js';
import { contractDto } from '../http/contract-dto.js';
import { EXPORT_TYPES } from '../http/export-types.js';
import { SignedIn } from '../http/signed-in.js';
import { messageFilterOf } from '../messages/message-filter.js';
import { ApiTable } from '../openapi/describe-file.js';
import { allPages } from './all-pages.js';
import {
  ALERT_COLUMNS,
  alertLine,
  CASE_COLUMNS,
  caseLine,
  CUSTOMER_COLUMNS,
  customerLine,
  MESSAGE_COLUMNS,
  messageLine,
} from './exported-rows.js';

class AlertExportQueryDto extends contractDto(AlertExportQuery) {}
class CaseExportQueryDto extends contractDto(CaseExportQuery) {}
class MessageExportQueryDto extends contractDto(MessageExportQuery) {}
class CustomerExportQueryDto extends contractDto(CustomerExportQuery) {}

/** Rows that are in memory at a time. Texts have up to some thousand characters: a page is a few megabytes at most. */
const LINES_IN_MEMORY = 500;

type What = 'alerts' | 'cases' | 'messages' | 'customers';
type Format = keyof typeof EXPORT_TYPES;

/** Everything that a house needs for a report of its own, as files that are sent while they are read. */
@ApiTags('export')
@Controller(`${API_PREFIX}/export`)
@Allow('lead', 'manager')
export class ExportsController {
  constructor(
    private readonly alertLists: AlertQueries,
    private readonly caseList: CaseListQueries,
    private readonly messageList: MessageQueries,
    private readonly customerList: CustomerQueries,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** A line a case of a list of the board, in the order of the list as it is now. */
  @Get('alerts')
  @Scope('cases:read')
  @ApiTable(ALERT_COLUMNS, ROW_EXAMPLES.alerts)
  async alerts(
    @Query() { format, ...query }: AlertExportQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<StreamableFile> {
    const filter = { ...query, owner: ownerOnBoard(query.owner, user.id), limit: LINES_IN_MEMORY };
    const now = this.clock.now();
    const pages = allPages((after) => this.alertLists.page({ ...filter, after }, now));
    const lines = exportedLines(ALERT_COLUMNS, mapped(pages, alertLine), format);
    return this.file('alerts', format, lines, user.id, query);
  }

  /** A line a case, the newest first. */
  @Get('cases')
  @Scope('cases:read')
  @ApiTable(CASE_COLUMNS, ROW_EXAMPLES.cases)
  async cases(
    @Query() { format, ...query }: CaseExportQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<StreamableFile> {
    const filter = caseFilterOf({ ...query, limit: LINES_IN_MEMORY }, user.id);
    const pages = allPages((after) => this.caseList.page({ ...filter, after }));
    const lines = exportedLines(CASE_COLUMNS, mapped(pages, caseLine), format);
    return this.file('cases', format, lines, user.id, query);
  }

  /** A line a message with its whole text, the newest first. */
  @Get('messages')
  @Scope('messages:read')
  @ApiTable(MESSAGE_COLUMNS, ROW_EXAMPLES.messages)
  async messages(
    @Query() { format, ...query }: MessageExportQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<StreamableFile> {
    const filter = messageFilterOf({ ...query, limit: LINES_IN_MEMORY });
    const lines = exportedLines(MESSAGE_COLUMNS, this.messagePages(filter), format);
    return this.file('messages', format, lines, user.id, query);
  }

  /** A line a customer, those known last first. */
  @Get('customers')
  @Scope('customers:read')
  @ApiTable(CUSTOMER_COLUMNS, ROW_EXAMPLES.customers)
  async customers(
    @Query() { format, ...query }: CustomerExportQueryDto,
    @SignedIn() { user }: StoredSession,
  ): Promise<StreamableFile> {
    const filter = { ...query, sort: 'newest', limit: LINES_IN_MEMORY } as const;
    const pages = allPages((after) => this.customerList.page({ ...filter, after }));
    const lines = exportedLines(CUSTOMER_COLUMNS, mapped(pages, customerLine), format);
    return this.file('customers', format, lines, user.id, query);
  }

  private async *messagePages(filter: Parameters<MessageQueries['page']>[0]) {
    for await (const page of allPages((after) => this.messageList.page({ ...filter, after }))) {
      const texts = await this.messageList.texts(page.map(({ id }) => id));
      yield page.map((message) => messageLine(message, texts.get(message.id) ?? ''));
    }
  }

  /** On record before the first line: by which filters, though not for which words. */
  private async file(
    what: What,
    format: Format,
    lines: AsyncIterable<string>,
    actorId: string,
    query: object,
  ): Promise<StreamableFile> {
    const at = this.clock.now();
    const { text, ...filter } = query as { text?: string };
    await this.audit.record({
      at,
      actorId,
      action: `export.${what}`,
      subjectKind: 'export',
      subjectId: null,
      detail: { format, filter, ...(text === undefined ? {} : { byText: true }) },
    });
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: EXPORT_TYPES[format],
      disposition: `attachment; filename="earshot-${what}-${at.toISOString().slice(0, 10)}.${format}"`,
    });
  }
}

async function* mapped<Row, Line>(pages: AsyncIterable<readonly Row[]>, lineOf: (row: Row) => Line) {
  for await (const page of pages) yield page.map(lineOf);
}
