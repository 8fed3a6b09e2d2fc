import type { NotificationChoices, NotificationPreferences } from '../notification-preferences.js';

/** How people want to be told. What is held for them is looked at anew when that changes. */
export abstract class NotificationPreferenceStore {
  /** Those of somebody who has chosen nothing: everything, at once. */
  abstract of(userId: string): Promise<NotificationPreferences>;
  abstract choose(userId: string, choices: NotificationChoices, at: Date): Promise<void>;
  /** `null` ends it. */
  abstract mute(userId: string, until: Date | null, at: Date): Promise<void>;
}
