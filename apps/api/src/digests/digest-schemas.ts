import {
  DigestPreview,
  DigestReaderQuery,
  DigestsView,
  DigestSubscriptionsView,
  DigestTestAnswer,
  DigestView,
  SaveDigestRequest,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

export class DigestReaderQueryDto extends createZodDto(DigestReaderQuery) {}
export class SaveDigestRequestDto extends createZodDto(SaveDigestRequest) {}
export class DigestViewDto extends createZodDto(DigestView) {}
export class DigestsViewDto extends createZodDto(DigestsView) {}
export class DigestSubscriptionsViewDto extends createZodDto(DigestSubscriptionsView) {}
export class DigestPreviewDto extends createZodDto(DigestPreview) {}
export class DigestTestAnswerDto extends createZodDto(DigestTestAnswer) {}
