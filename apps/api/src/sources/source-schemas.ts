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
import { createZodDto } from 'nestjs-zod';

export class AddSourceRequestDto extends createZodDto(AddSourceRequest) {}
export class SavedSourceDto extends createZodDto(SavedSource) {}
export class EditSourceRequestDto extends createZodDto(EditSourceRequest) {}
export class CheckSourceRequestDto extends createZodDto(CheckSourceRequest) {}
export class CheckSavedSourceRequestDto extends createZodDto(CheckSavedSourceRequest) {}
export class SourceCheckViewDto extends createZodDto(SourceCheckView) {}
export class SourceKindListDto extends createZodDto(SourceKindList) {}
export class SourceConfigurationDto extends createZodDto(SourceConfiguration) {}
export class SourceActionRequestDto extends createZodDto(SourceActionRequest) {}
export class CloneSourceRequestDto extends createZodDto(CloneSourceRequest) {}
export class BackfillRequestDto extends createZodDto(BackfillRequest) {}
export class BackfillAnswerDto extends createZodDto(BackfillAnswer) {}
export class SourceContentsViewDto extends createZodDto(SourceContentsView) {}
export class RemoveSourceQueryDto extends createZodDto(RemoveSourceQuery) {}
export class ExportSourcesQueryDto extends createZodDto(ExportSourcesQuery) {}
export class ConsentAnswerDto extends createZodDto(ConsentAnswer) {}
export class ConsentCallbackQueryDto extends createZodDto(ConsentCallbackQuery) {}
export class QuarantineQueryDto extends createZodDto(QuarantineQuery) {}
export class QuarantinePageDto extends createZodDto(QuarantinePage) {}
export class RetryAnswerDto extends createZodDto(RetryAnswer) {}
export class DismissRequestDto extends createZodDto(DismissRequest) {}
