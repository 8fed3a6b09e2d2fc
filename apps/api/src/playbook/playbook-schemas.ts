import {
  CallRequest,
  CasePlaybookView,
  CauseRequest,
  CloseRequest,
  CompensationRequest,
  CustomerLeftRequest,
  LessonCasePage,
  LessonCaseQuery,
  LessonPage,
  LessonQuery,
  LessonRequest,
  LessonView,
  OptionsRequest,
  PlaybookView,
  PromiseRequest,
  RecoveryRequest,
  RenderedTemplateView,
  RenderTemplateRequest,
  ReviewRequestRequest,
  SeenRequest,
  SolveRequest,
  TemplateList,
  TemplateQuery,
  WinBackRequest,
  WordingRequest,
  WordingWarnings,
} from '@earshot/contracts';
import { contractDto } from '../http/contract-dto.js';

export class CasePlaybookViewDto extends contractDto(CasePlaybookView) {}
export class CallRequestDto extends contractDto(CallRequest) {}
export class OptionsRequestDto extends contractDto(OptionsRequest) {}
export class SeenRequestDto extends contractDto(SeenRequest) {}
export class PromiseRequestDto extends contractDto(PromiseRequest) {}
export class CompensationRequestDto extends contractDto(CompensationRequest) {}
export class CloseRequestDto extends contractDto(CloseRequest) {}
export class CauseRequestDto extends contractDto(CauseRequest) {}
export class SolveRequestDto extends contractDto(SolveRequest) {}
export class RecoveryRequestDto extends contractDto(RecoveryRequest) {}
export class ReviewRequestRequestDto extends contractDto(ReviewRequestRequest) {}
export class WinBackRequestDto extends contractDto(WinBackRequest) {}
export class CustomerLeftRequestDto extends contractDto(CustomerLeftRequest) {}
export class PlaybookViewDto extends contractDto(PlaybookView) {}
export class TemplateQueryDto extends contractDto(TemplateQuery) {}
export class TemplateListDto extends contractDto(TemplateList) {}
export class RenderTemplateRequestDto extends contractDto(RenderTemplateRequest) {}
export class RenderedTemplateViewDto extends contractDto(RenderedTemplateView) {}
export class WordingRequestDto extends contractDto(WordingRequest) {}
export class WordingWarningsDto extends contractDto(WordingWarnings) {}
export class LessonViewDto extends contractDto(LessonView) {}
export class LessonQueryDto extends contractDto(LessonQuery) {}
export class LessonPageDto extends contractDto(LessonPage) {}
export class LessonRequestDto extends contractDto(LessonRequest) {}
export class LessonCaseQueryDto extends contractDto(LessonCaseQuery) {}
export class LessonCasePageDto extends contractDto(LessonCasePage) {}
