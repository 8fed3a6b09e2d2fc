import { ConnectorError } from '@earshot/domain';
import { z } from 'zod';

export const telegramCursor = z.object({
  /** The first update that is not stored yet: asking for it tells Telegram to forget those before. */
  next: z.int().nullable(),
  /** When the last update came; `null` before the first. ISO 8601. */
  newsAt: z.string().nullable(),
  /** When Telegram was last asked. ISO 8601. */
  readAt: z.string(),
});
export type TelegramCursor = z.infer<typeof telegramCursor>;

const HOUR_MS = 3_600_000;
/** https://core.telegram.org/bots/api#getting-updates */
const KEPT_MS = 24 * HOUR_MS;
/** After a week without updates their numbers begin anywhere, also below those before; a day less for slow clocks. */
const NUMBERS_LAST_MS = 6 * 24 * HOUR_MS;
/** A quiet bot's cursor is written this often, no oftener. */
const NOTED_EVERY_MS = HOUR_MS;

/**
 * Where to go on.
 * @throws ConnectorError `cursor_lost` when Telegram has thrown away by now what came after the last reading
 */
export function positionFrom(from: TelegramCursor | null, now: Date): TelegramCursor {
  const readAt = now.toISOString();
  if (from === null) return { next: null, newsAt: null, readAt };
  if (now.getTime() - Date.parse(from.readAt) > KEPT_MS)
    throw new ConnectorError(
      'cursor_lost',
      `Telegram was not asked since ${from.readAt} and keeps messages for a day`,
      {
        advice: 'Look in the groups what was written in between; from now on everything is read again.',
      },
    );
  const isStale = from.newsAt === null || now.getTime() - Date.parse(from.newsAt) > NUMBERS_LAST_MS;
  return { ...from, next: isStale ? null : from.next, readAt };
}

/** Whether it must be written down that Telegram was asked although nothing came. */
export function isWorthNoting(from: TelegramCursor | null, now: Date): boolean {
  return from === null || now.getTime() - Date.parse(from.readAt) > NOTED_EVERY_MS;
}
