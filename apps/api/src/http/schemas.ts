import {
  AlertPage,
  AlertQuery,
  AssessAnswer,
  AssessRequest,
  CalibrationView,
  CaseActionRequest,
  CaseView,
  DetectionView,
  PhrasePackList,
  PhrasePackView,
  Session,
  ShadowQuery,
  ShadowReport,
  SignIn,
  SourceDetail,
  SourceList,
  ThresholdsView,
  VerdictAnswer,
  VerdictRequest,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

/** The contracts as classes, which is how Nest finds the schema of a parameter and OpenAPI that of an answer. */
export class SignInDto extends createZodDto(SignIn) {}
export class SessionDto extends createZodDto(Session) {}
export class AlertQueryDto extends createZodDto(AlertQuery) {}
export class AlertPageDto extends createZodDto(AlertPage) {}
export class CaseViewDto extends createZodDto(CaseView) {}
export class CaseActionRequestDto extends createZodDto(CaseActionRequest) {}
export class SourceListDto extends createZodDto(SourceList) {}
export class SourceDetailDto extends createZodDto(SourceDetail) {}
export class VerdictRequestDto extends createZodDto(VerdictRequest) {}
export class VerdictAnswerDto extends createZodDto(VerdictAnswer) {}
export class DetectionViewDto extends createZodDto(DetectionView) {}
export class ShadowQueryDto extends createZodDto(ShadowQuery) {}
export class ShadowReportDto extends createZodDto(ShadowReport) {}
export class CalibrationViewDto extends createZodDto(CalibrationView) {}
export class ThresholdsViewDto extends createZodDto(ThresholdsView) {}
export class PhrasePackListDto extends createZodDto(PhrasePackList) {}
export class PhrasePackViewDto extends createZodDto(PhrasePackView) {}
export class AssessRequestDto extends createZodDto(AssessRequest) {}
export class AssessAnswerDto extends createZodDto(AssessAnswer) {}
