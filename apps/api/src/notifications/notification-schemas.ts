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
import { contractDto } from '../http/contract-dto.js';

export class NotificationQueryDto extends contractDto(NotificationQuery) {}
export class NotificationChoicesDto extends contractDto(NotificationChoices) {}
export class NotificationPreferencesViewDto extends contractDto(NotificationPreferencesView) {}
export class MuteRequestDto extends contractDto(MuteRequest) {}
export class NotificationPageDto extends contractDto(NotificationPage) {}
export class MarkReadRequestDto extends contractDto(MarkReadRequest) {}
export class UnreadCountDto extends contractDto(UnreadCount) {}
export class SnoozeRequestDto extends contractDto(SnoozeRequest) {}
export class UnsnoozeRequestDto extends contractDto(UnsnoozeRequest) {}
export class SnoozeViewDto extends contractDto(SnoozeView) {}
export class AddChannelRequestDto extends contractDto(AddChannelRequest) {}
export class ChangeChannelRequestDto extends contractDto(ChangeChannelRequest) {}
export class ChannelDeliveriesQueryDto extends contractDto(ChannelDeliveriesQuery) {}
export class ChannelDeliveryPageDto extends contractDto(ChannelDeliveryPage) {}
export class ChannelListDto extends contractDto(ChannelList) {}
export class ChannelViewDto extends contractDto(ChannelView) {}
export class ChannelWithKeyDto extends contractDto(ChannelWithKey) {}
export class ReplayAnswerDto extends contractDto(ReplayAnswer) {}
export class ReplayRequestDto extends contractDto(ReplayRequest) {}
export class RotateKeyRequestDto extends contractDto(RotateKeyRequest) {}
export class RuleListDto extends contractDto(RuleList) {}
export class RulePreviewDto extends contractDto(RulePreview) {}
export class RuleRequestDto extends contractDto(RuleRequest) {}
export class RuleViewDto extends contractDto(RuleView) {}
