import { WatchEventAnswer, WatchEventRequest, WatchSettingsChange, WatchSettingsView } from '@earshot/contracts';
import { contractDto } from '../http/contract-dto.js';

export class WatchSettingsChangeDto extends contractDto(WatchSettingsChange) {}
export class WatchSettingsViewDto extends contractDto(WatchSettingsView) {}
export class WatchEventRequestDto extends contractDto(WatchEventRequest) {}
export class WatchEventAnswerDto extends contractDto(WatchEventAnswer) {}
