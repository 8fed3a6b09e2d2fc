import type { NotificationWording } from './wording/notification-wording.js';

/** An hour and a working day in what a key counts. */
const HOUR = 60;

/**
 * Why a step came, from its key: `50% if unassigned`, `1d before`, `120m before`, `due`, `1d after`, `promise broken`.
 * A key of another making says nothing: `null`.
 */
export function stepWords(key: string, words: NotificationWording): string | null {
  const [time = '', condition] = key.split(' if ');
  const told = timeWords(time, words);
  if (told === null || condition === undefined) return told;
  return condition === 'unassigned' ? `${told}, ${words.unassigned}` : `${told}, ${words.unacknowledged}`;
}

function timeWords(time: string, words: NotificationWording): string | null {
  if (time === 'due') return words.atDue;
  if (time === 'promise broken') return words.promiseBroken;
  const share = /^(\d+)%$/.exec(time);
  if (share !== null) return words.share(Number(share[1]));
  const [, count, unit, side] = /^(\d+)([dm]) (before|after)$/.exec(time) ?? [];
  if (count === undefined) return null;
  const amount = amountWords(Number(count), unit === 'd', words);
  return side === 'before' ? words.before(amount) : words.after(amount);
}

function amountWords(count: number, days: boolean, words: NotificationWording): string {
  if (days) return words.workingDays(count);
  return count % HOUR === 0 ? words.workingHours(count / HOUR) : words.workingMinutes(count);
}
