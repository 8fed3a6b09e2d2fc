import {
  CalendarPreviewRequest,
  CalendarYearQuery,
  CalendarYearView,
  OpenHoursView,
  PolicyPreviewView,
  PolicyVersionPage,
  PolicyVersionQuery,
  PolicyView,
  PreviewPolicyRequest,
  RestorePolicyRequest,
  SavePolicyRequest,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

/** The contracts as classes, which is how Nest finds the schema of a parameter and OpenAPI that of an answer. */
export class PolicyViewDto extends createZodDto(PolicyView) {}
export class PolicyVersionQueryDto extends createZodDto(PolicyVersionQuery) {}
export class PolicyVersionPageDto extends createZodDto(PolicyVersionPage) {}
export class PreviewPolicyRequestDto extends createZodDto(PreviewPolicyRequest) {}
export class SavePolicyRequestDto extends createZodDto(SavePolicyRequest) {}
export class RestorePolicyRequestDto extends createZodDto(RestorePolicyRequest) {}
export class PolicyPreviewViewDto extends createZodDto(PolicyPreviewView) {}
export class CalendarYearQueryDto extends createZodDto(CalendarYearQuery) {}
export class CalendarPreviewRequestDto extends createZodDto(CalendarPreviewRequest) {}
export class CalendarYearViewDto extends createZodDto(CalendarYearView) {}
export class OpenHoursViewDto extends createZodDto(OpenHoursView) {}
