import {
  SavedSource,
  AddSourceRequest,
  BackfillAnswer,
  BackfillRequest,
  CheckSavedSourceRequest,
  CheckSourceRequest,
  CloneSourceRequest,
  ConsentAnswer,
  ConsentCallbackQuery,
  DismissRequest,
  EditSourceRequest,
  ExportSourcesQuery,
  QuarantinePage,
  QuarantineQuery,
  RemoveSourceQuery,
  RetryAnswer,
  SourceActionRequest,
  SourceCheckView,
  SourceConfiguration,
  SourceContentsView,
  SourceKindList,
} from '@earshot/contracts';
import { contractDto } from '../http/contract-dto.js';

export class AddSourceRequestDto extends contractDto(AddSourceRequest) {}
export class SavedSourceDto extends contractDto(SavedSource) {}
export class EditSourceRequestDto extends contractDto(EditSourceRequest) {}
export class CheckSourceRequestDto extends contractDto(CheckSourceRequest) {}
export class CheckSavedSourceRequestDto extends contractDto(CheckSavedSourceRequest) {}
export class SourceCheckViewDto extends contractDto(SourceCheckView) {}
export class SourceKindListDto extends contractDto(SourceKindList) {}
export class SourceConfigurationDto extends contractDto(SourceConfiguration) {}
export class SourceActionRequestDto extends contractDto(SourceActionRequest) {}
export class CloneSourceRequestDto extends contractDto(CloneSourceRequest) {}
export class BackfillRequestDto extends contractDto(BackfillRequest) {}
export class BackfillAnswerDto extends contractDto(BackfillAnswer) {}
export class SourceContentsViewDto extends contractDto(SourceContentsView) {}
export class RemoveSourceQueryDto extends contractDto(RemoveSourceQuery) {}
export class ExportSourcesQueryDto extends contractDto(ExportSourcesQuery) {}
export class ConsentAnswerDto extends contractDto(ConsentAnswer) {}
export class ConsentCallbackQueryDto extends contractDto(ConsentCallbackQuery) {}
export class QuarantineQueryDto extends contractDto(QuarantineQuery) {}
export class QuarantinePageDto extends contractDto(QuarantinePage) {}
export class RetryAnswerDto extends contractDto(RetryAnswer) {}
export class DismissRequestDto extends contractDto(DismissRequest) {}
