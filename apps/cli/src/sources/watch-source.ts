import { InvalidInput } from '@earshot/domain';
import { WatchActions, type WatchChange } from '@earshot/follow-up';
import { PostgresWatchStore } from '@earshot/persistence';
import { openPolicyBook, withInstallation } from '../installation/installation.js';
import { findSource } from './source-commands.js';

const MOST_DAYS = 250;

/** Says which early signs are looked for in a source, or shows it when nothing is asked for. */
export function watchSource(
  idOrName: string,
  given: { readonly noReplyDays?: string; readonly unansweredDays?: string },
): Promise<number> {
  return withInstallation(async (installation) => {
    const change: WatchChange = {
      noReplyDays: readDays(given.noReplyDays, '--no-reply-days'),
      unansweredDays: readDays(given.unansweredDays, '--unanswered-days'),
    };
    const source = await findSource(idOrName, installation);
    const policy = openPolicyBook(installation);
    const store = new PostgresWatchStore(installation.dataSource);
    const actions = new WatchActions(store, policy.houseCalendar, installation.clock);
    const asked = Object.values(change).some((days) => days !== undefined);
    const watch = asked ? await actions.change(source.id, change, null) : await actions.settings(source.id);
    process.stdout.write(`${JSON.stringify({ id: source.id, name: source.name, watch })}\n`);
    return 0;
  });
}

/** `null` for off. @throws InvalidInput */
function readDays(text: string | undefined, option: string): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === 'off') return null;
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidInput('The watch cannot be set', [
    { path: option, message: `'${text}' is neither a whole number of working days from 1 to ${MOST_DAYS} nor 'off'` },
  ]);
}
