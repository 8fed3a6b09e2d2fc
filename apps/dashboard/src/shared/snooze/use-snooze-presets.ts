import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '../time/format';
import { useNow, useTimeStyle } from '../time/use-time';
import { snoozePresets, type SnoozePreset } from './snooze-presets';
import { workingWeekQuery } from './working-week-query';

/** The presets with their time in the reader's words; none without the house's hours: a date can still be chosen. */
export function useSnoozePresets(): (SnoozePreset & { readonly words: string })[] {
  const now = useNow();
  const style = useTimeStyle();
  const week = useQuery(workingWeekQuery).data ?? null;
  if (week === null) return [];
  return snoozePresets(now, week).map((preset) => ({ ...preset, words: formatInstant(preset.until, now, style) }));
}
