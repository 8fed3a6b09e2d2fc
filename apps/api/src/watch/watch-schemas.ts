import { WatchEventAnswer, WatchEventRequest, WatchSettingsChange, WatchSettingsView } from '@earshot/contracts';
import { createZodDto } from 'nestjs-zod';

export class WatchSettingsChangeDto extends createZodDto(WatchSettingsChange) {}
export class WatchSettingsViewDto extends createZodDto(WatchSettingsView) {}
export class WatchEventRequestDto extends createZodDto(WatchEventRequest) {}
export class WatchEventAnswerDto extends createZodDto(WatchEventAnswer) {}
