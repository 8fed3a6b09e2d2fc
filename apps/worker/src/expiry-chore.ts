import type { CustomerPrivacy } from '@earshot/follow-up';
import type { Logger } from 'pino';
import type { Chore } from './housekeeping.js';

/** Lets go of customers whom the house keeps no longer; of nobody when it keeps them for ever. */
export const expiryChore = (
  privacy: CustomerPrivacy,
  { keepDays }: { readonly keepDays: number | null },
  logger: Logger,
): Chore => ({
  name: 'customers who are kept no longer',
  // Every hour, for houses whose machines sleep at night; when nobody is due it is one query.
  cron: '40 17 * * * *',
  work: async (goesOn) => {
    if (keepDays === null) return;
    const erased = await privacy.expire(keepDays, goesOn);
    if (erased > 0) logger.info({ erased, keepDays }, 'customers were kept no longer');
  },
});
