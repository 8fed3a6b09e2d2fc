import {
  InsightCasesPage,
  InsightCasesQuery,
  InsightExportQuery,
  InsightQuery,
  InsightsView,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

export class InsightQueryDto extends createZodDto(InsightQuery) {}
export class InsightCasesQueryDto extends createZodDto(InsightCasesQuery) {}
export class InsightExportQueryDto extends createZodDto(InsightExportQuery) {}
export class InsightsViewDto extends createZodDto(InsightsView) {}
export class InsightCasesPageDto extends createZodDto(InsightCasesPage) {}
