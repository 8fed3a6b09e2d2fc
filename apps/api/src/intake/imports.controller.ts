import { Body, Controller, HttpCode, Inject, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Allow } from '@earshot/access';
import {
  BOOK_PAGE_SIZE,
  bookPages,
  BookReport,
  checkBook,
  COMPLAINTS_BOOK,
  examineBook,
  folderOptions,
} from '@earshot/connectors';
import { ImportAnswer } from '@earshot/contracts';
import { Clock, InvalidInput, PollBook, schemaFaults, sourceNameFault, type PollLedger } from '@earshot/domain';
import { ZodResponse } from 'nestjs-zod';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { API_PREFIX, API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { contractDto } from '../http/contract-dto.js';
import { Brought } from './brought.js';

class ImportAnswerDto extends contractDto(ImportAnswer) {}

/** On the disk, never in memory. */
interface UploadedBook {
  readonly path: string;
  readonly originalname: string;
}

const MAX_BOOK_BYTES = 100 * 1024 * 1024;
const ONE_BOOK = {
  dest: join(tmpdir(), 'earshot-imports'),
  limits: { fileSize: MAX_BOOK_BYTES, files: 1, fields: 10, fieldSize: 10_000, parts: 11, headerPairs: 20 },
};

/** The fields of the form beside the file, all of them text. */
const importForm = z.strictObject({
  source: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .superRefine((name, context) => {
      const fault = sourceNameFault(name);
      if (fault !== null) context.addIssue(fault);
    })
    .default('Complaints book'),
  dryRun: z.stringbool().default(false),
  /** JSON: field → heading. */
  map: z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('must be JSON such as {"text": "Reklamaatio"}');
        return z.NEVER;
      }
    })
    .pipe(folderOptions.shape.columns),
  channel: folderOptions.shape.channel,
  timeFormat: folderOptions.shape.timeFormat,
  zone: folderOptions.shape.zone,
});

const FORM = {
  type: 'object',
  required: ['file'],
  properties: {
    file: {
      type: 'string',
      format: 'binary',
      description: '.csv .tsv .xlsx .jsonl .ndjson .mbox .eml, at most 100 MB',
    },
    source: { type: 'string', default: 'Complaints book' },
    dryRun: { type: 'boolean', default: false, description: 'Read everything, list what is wrong, store nothing' },
    map: { type: 'string', description: 'JSON: which heading holds which field, such as {"text": "Reklamaatio"}' },
    channel: { type: 'string' },
    timeFormat: { type: 'string', description: 'How times are written where it is not ISO 8601: dd.MM.yyyy HH:mm' },
    zone: { type: 'string', description: 'Of times that name no zone: Europe/Helsinki' },
  },
};

@ApiTags('intake')
@Controller(`${API_PREFIX}/imports`)
export class ImportsController {
  constructor(
    private readonly brought: Brought,
    private readonly book: PollBook,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Importing the same file again adds nothing, so that a request that was cut off is simply repeated. */
  @Post()
  @HttpCode(200)
  @Allow('ops')
  @UseInterceptors(FileInterceptor('file', ONE_BOOK))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @ZodResponse({ status: 200, type: ImportAnswerDto, description: 'What the import came to' })
  async import(@UploadedFile() file: UploadedBook | undefined, @Body() form: unknown): Promise<ImportAnswer> {
    if (file === undefined)
      throw new InvalidInput('The request has no file', [{ path: 'file', message: 'must be one file of a form' }]);
    try {
      return await this.read(file, form);
    } finally {
      await rm(file.path, { force: true });
    }
  }

  private async read({ path, originalname }: UploadedBook, form: unknown): Promise<ImportAnswer> {
    const { source, dryRun, map, ...rest } = formOf(form);
    const { maxItemBytes } = this.settings.intake;
    const options = folderOptions.parse({ ...rest, path, columns: map });
    const book = { path, name: originalname, options, pageSize: BOOK_PAGE_SIZE, maxItemBytes, now: this.clock.now() };
    const { signal } = new AbortController();
    if (dryRun) return answerOf(await examineBook(book, signal), null, null);
    await checkBook(book, signal);
    const sourceId = await this.book.findOrAddPushed(COMPLAINTS_BOOK.kind, source);
    const report = new BookReport();
    const ledger = await this.brought.storeAll(sourceId, bookPages(book, report, signal), signal);
    return answerOf(report, sourceId, ledger);
  }
}

function formOf(given: unknown): z.output<typeof importForm> {
  const form = { ...(given as object) };
  const parsed = importForm.safeParse(form);
  if (parsed.success) return parsed.data;
  throw new InvalidInput('The request has faults', schemaFaults(parsed.error, form, ''));
}

function answerOf(report: BookReport, sourceId: string | null, ledger: PollLedger | null): ImportAnswer {
  const { rows, readable, rejected, faults } = report;
  const account = ledger === null ? null : { ...ledger, skipped: { ...ledger.skipped } };
  return { sourceId, rows, readable, rejected, faults: [...faults], ledger: account };
}
