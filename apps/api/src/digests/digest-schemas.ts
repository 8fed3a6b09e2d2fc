import {
  DigestPreview,
  DigestReaderQuery,
  DigestsView,
  DigestSubscriptionsView,
  DigestTestAnswer,
  DigestView,
  SaveDigestRequest,
} from '@earshot/contracts';
import { contractDto } from '../http/contract-dto.js';

export class DigestReaderQueryDto extends contractDto(DigestReaderQuery) {}
export class SaveDigestRequestDto extends contractDto(SaveDigestRequest) {}
export class DigestViewDto extends contractDto(DigestView) {}
export class DigestsViewDto extends contractDto(DigestsView) {}
export class DigestSubscriptionsViewDto extends contractDto(DigestSubscriptionsView) {}
export class DigestPreviewDto extends contractDto(DigestPreview) {}
export class DigestTestAnswerDto extends contractDto(DigestTestAnswer) {}
