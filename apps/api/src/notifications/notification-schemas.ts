import {
  MarkReadRequest,
  NotificationPage,
  NotificationQuery,
  SnoozeRequest,
  SnoozeView,
  UnreadCount,
  UnsnoozeRequest,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

export class NotificationQueryDto extends createZodDto(NotificationQuery) {}
export class NotificationPageDto extends createZodDto(NotificationPage) {}
export class MarkReadRequestDto extends createZodDto(MarkReadRequest) {}
export class UnreadCountDto extends createZodDto(UnreadCount) {}
export class SnoozeRequestDto extends createZodDto(SnoozeRequest) {}
export class UnsnoozeRequestDto extends createZodDto(UnsnoozeRequest) {}
export class SnoozeViewDto extends createZodDto(SnoozeView) {}
