import {
  InsightCasesPage,
  InsightCasesQuery,
  InsightExportQuery,
  InsightQuery,
  InsightsView,
} from '@earshot/contracts';
import { contractDto } from '../http/contract-dto.js';

export class InsightQueryDto extends contractDto(InsightQuery) {}
export class InsightCasesQueryDto extends contractDto(InsightCasesQuery) {}
export class InsightExportQueryDto extends contractDto(InsightExportQuery) {}
export class InsightsViewDto extends contractDto(InsightsView) {}
export class InsightCasesPageDto extends contractDto(InsightCasesPage) {}
