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
import { createZodDto } from 'nestjs-zod';

export class CasePlaybookViewDto extends createZodDto(CasePlaybookView) {}
export class CallRequestDto extends createZodDto(CallRequest) {}
export class OptionsRequestDto extends createZodDto(OptionsRequest) {}
export class SeenRequestDto extends createZodDto(SeenRequest) {}
export class PromiseRequestDto extends createZodDto(PromiseRequest) {}
export class CompensationRequestDto extends createZodDto(CompensationRequest) {}
export class CloseRequestDto extends createZodDto(CloseRequest) {}
export class CauseRequestDto extends createZodDto(CauseRequest) {}
export class SolveRequestDto extends createZodDto(SolveRequest) {}
export class RecoveryRequestDto extends createZodDto(RecoveryRequest) {}
export class ReviewRequestRequestDto extends createZodDto(ReviewRequestRequest) {}
export class WinBackRequestDto extends createZodDto(WinBackRequest) {}
export class CustomerLeftRequestDto extends createZodDto(CustomerLeftRequest) {}
export class PlaybookViewDto extends createZodDto(PlaybookView) {}
export class TemplateQueryDto extends createZodDto(TemplateQuery) {}
export class TemplateListDto extends createZodDto(TemplateList) {}
export class RenderTemplateRequestDto extends createZodDto(RenderTemplateRequest) {}
export class RenderedTemplateViewDto extends createZodDto(RenderedTemplateView) {}
export class WordingRequestDto extends createZodDto(WordingRequest) {}
export class WordingWarningsDto extends createZodDto(WordingWarnings) {}
export class LessonViewDto extends createZodDto(LessonView) {}
export class LessonQueryDto extends createZodDto(LessonQuery) {}
export class LessonPageDto extends createZodDto(LessonPage) {}
export class LessonRequestDto extends createZodDto(LessonRequest) {}
export class LessonCaseQueryDto extends createZodDto(LessonCaseQuery) {}
export class LessonCasePageDto extends createZodDto(LessonCasePage) {}
