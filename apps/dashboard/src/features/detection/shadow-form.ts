import type { ShadowQuery } from '@earshot/contracts';
import { dayEnd, daysBefore, dayStart, localDay } from '../../shared/time/day-bounds';

/** What is typed into the form: days of the reader's zone, thresholds in percent; an empty field leaves it as it is. */
export interface ShadowForm {
  readonly from: string;
  readonly to: string;
  readonly overlay: string;
  readonly dissatisfiedFrom: string;
  readonly uncertainFrom: string;
}

const USUAL_DAYS = 30;
/** The server judges no longer period at once. */
const LONGEST_MS = 92 * 86_400_000;

export const emptyShadowForm = (now: Date, zone: string): ShadowForm => {
  const to = localDay(now, zone);
  return { from: daysBefore(to, USUAL_DAYS - 1), to, overlay: '', dissatisfiedFrom: '', uncertainFrom: '' };
};

export type ShadowFault = 'period' | 'thresholds';

/** The question to the server, or what is wrong with the form. */
export function shadowQuery(form: ShadowForm, zone: string): ShadowQuery | ShadowFault {
  if (form.from === '' || form.to === '') return 'period';
  const from = dayStart(form.from, zone);
  const to = dayEnd(form.to, zone);
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > LONGEST_MS) return 'period';
  const dissatisfiedFrom = share(form.dissatisfiedFrom);
  const uncertainFrom = share(form.uncertainFrom);
  if (dissatisfiedFrom === null || uncertainFrom === null) return 'thresholds';
  if (uncertainFrom !== undefined && dissatisfiedFrom !== undefined && uncertainFrom > dissatisfiedFrom)
    return 'thresholds';
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(form.overlay === '' ? {} : { overlay: form.overlay }),
    ...(dissatisfiedFrom === undefined ? {} : { dissatisfiedFrom }),
    ...(uncertainFrom === undefined ? {} : { uncertainFrom }),
  };
}

/** 0..1; `undefined` for nothing, `null` for what is no percentage. */
function share(percent: string): number | undefined | null {
  if (percent.trim() === '') return undefined;
  const number = Number(percent);
  return number >= 0 && number <= 100 ? number / 100 : null;
}
