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
import { contractDto } from '../http/contract-dto.js';

/** The contracts as classes, which is how Nest finds the schema of a parameter and OpenAPI that of an answer. */
export class PolicyViewDto extends contractDto(PolicyView) {}
export class PolicyVersionQueryDto extends contractDto(PolicyVersionQuery) {}
export class PolicyVersionPageDto extends contractDto(PolicyVersionPage) {}
export class PreviewPolicyRequestDto extends contractDto(PreviewPolicyRequest) {}
export class SavePolicyRequestDto extends contractDto(SavePolicyRequest) {}
export class RestorePolicyRequestDto extends contractDto(RestorePolicyRequest) {}
export class PolicyPreviewViewDto extends contractDto(PolicyPreviewView) {}
export class CalendarYearQueryDto extends contractDto(CalendarYearQuery) {}
export class CalendarPreviewRequestDto extends contractDto(CalendarPreviewRequest) {}
export class CalendarYearViewDto extends contractDto(CalendarYearView) {}
export class OpenHoursViewDto extends contractDto(OpenHoursView) {}
