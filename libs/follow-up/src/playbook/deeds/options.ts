import { InvalidInput, NotFound } from '@earshot/domain';
import type { Deed } from './deed.js';

/** More than this nobody can choose from. */
export const MOST_OPTIONS = 10;

/**
 * Puts ways out on the table, besides those that are there.
 * @throws InvalidInput for one that is there already, or for too many
 */
export const offerOptions: Deed<{ readonly texts: readonly string[] }> = (found, { texts }) => {
  const known = found.options.map(({ text }) => text);
  const faults = texts.flatMap((text, i) =>
    known.includes(text) || texts.indexOf(text) < i ? [{ path: `texts.${i}`, message: 'is offered already' }] : [],
  );
  if (known.length + texts.length > MOST_OPTIONS)
    faults.push({ path: 'texts', message: `must not make more than ${MOST_OPTIONS} options in all` });
  if (faults.length > 0) throw new InvalidInput('The options have faults', faults);
  return { offered: texts, event: { type: 'options_offered', detail: { options: texts.length } } };
};

/** Records what the customer chose, also when they change their mind. @throws NotFound */
export const chooseOption: Deed<{ readonly optionId: string }> = (found, { optionId }) => {
  const option = found.options.find(({ id }) => id === optionId);
  if (option === undefined) throw new NotFound('Option', optionId);
  const before = found.options.find(({ chosenAt }) => chosenAt !== null);
  const detail = { optionId, ...(before === undefined ? {} : { insteadOf: before.id }) };
  return { chosenOptionId: optionId, event: { type: 'option_chosen', detail } };
};
