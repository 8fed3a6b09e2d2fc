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
import { contractDto } from './contract-dto.js';

/** The contracts as classes, which is how Nest finds the schema of a parameter and OpenAPI that of an answer. */
export class SignInDto extends contractDto(SignIn) {}
export class SessionDto extends contractDto(Session) {}
export class AlertQueryDto extends contractDto(AlertQuery) {}
export class AlertPageDto extends contractDto(AlertPage) {}
export class CaseViewDto extends contractDto(CaseView) {}
export class CaseActionRequestDto extends contractDto(CaseActionRequest) {}
export class SourceListDto extends contractDto(SourceList) {}
export class SourceDetailDto extends contractDto(SourceDetail) {}
export class VerdictRequestDto extends contractDto(VerdictRequest) {}
export class VerdictAnswerDto extends contractDto(VerdictAnswer) {}
export class DetectionViewDto extends contractDto(DetectionView) {}
export class ShadowQueryDto extends contractDto(ShadowQuery) {}
export class ShadowReportDto extends contractDto(ShadowReport) {}
export class CalibrationViewDto extends contractDto(CalibrationView) {}
export class ThresholdsViewDto extends contractDto(ThresholdsView) {}
export class PhrasePackListDto extends contractDto(PhrasePackList) {}
export class PhrasePackViewDto extends contractDto(PhrasePackView) {}
export class AssessRequestDto extends contractDto(AssessRequest) {}
export class AssessAnswerDto extends contractDto(AssessAnswer) {}
