import {
  AddChannelRequest,
  ChangeChannelRequest,
  ChannelDeliveriesQuery,
  ChannelDeliveryPage,
  ChannelList,
  ChannelView,
  ChannelWithKey,
  ReplayAnswer,
  ReplayRequest,
  RotateKeyRequest,
  RuleList,
  RulePreview,
  RuleRequest,
  RuleView,
  MarkReadRequest,
  MuteRequest,
  NotificationChoices,
  NotificationPage,
  NotificationPreferencesView,
  NotificationQuery,
  SnoozeRequest,
  SnoozeView,
  UnreadCount,
  UnsnoozeRequest,
} from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

export class NotificationQueryDto extends createZodDto(NotificationQuery) {}
export class NotificationChoicesDto extends createZodDto(NotificationChoices) {}
export class NotificationPreferencesViewDto extends createZodDto(NotificationPreferencesView) {}
export class MuteRequestDto extends createZodDto(MuteRequest) {}
export class NotificationPageDto extends createZodDto(NotificationPage) {}
export class MarkReadRequestDto extends createZodDto(MarkReadRequest) {}
export class UnreadCountDto extends createZodDto(UnreadCount) {}
export class SnoozeRequestDto extends createZodDto(SnoozeRequest) {}
export class UnsnoozeRequestDto extends createZodDto(UnsnoozeRequest) {}
export class SnoozeViewDto extends createZodDto(SnoozeView) {}
export class AddChannelRequestDto extends createZodDto(AddChannelRequest) {}
export class ChangeChannelRequestDto extends createZodDto(ChangeChannelRequest) {}
export class ChannelDeliveriesQueryDto extends createZodDto(ChannelDeliveriesQuery) {}
export class ChannelDeliveryPageDto extends createZodDto(ChannelDeliveryPage) {}
export class ChannelListDto extends createZodDto(ChannelList) {}
export class ChannelViewDto extends createZodDto(ChannelView) {}
export class ChannelWithKeyDto extends createZodDto(ChannelWithKey) {}
export class ReplayAnswerDto extends createZodDto(ReplayAnswer) {}
export class ReplayRequestDto extends createZodDto(ReplayRequest) {}
export class RotateKeyRequestDto extends createZodDto(RotateKeyRequest) {}
export class RuleListDto extends createZodDto(RuleList) {}
export class RulePreviewDto extends createZodDto(RulePreview) {}
export class RuleRequestDto extends createZodDto(RuleRequest) {}
export class RuleViewDto extends createZodDto(RuleView) {}
