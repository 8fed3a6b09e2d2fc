import { InvalidInput } from '@earshot/domain';
import { isPlaceholder, placeholdersIn } from '../templates/placeholders.js';

/**
 * A template's `{{customer.name}}` that nobody filled must not reach a customer. Other words in double braces are the
 * writer's own.
 * @throws InvalidInput naming each one
 */
export function refuseOpenPlaceholders(reply: { readonly subject?: string | null; readonly text?: string }): void {
  const faults = (['subject', 'text'] as const).flatMap((path) =>
    placeholdersIn(reply[path] ?? '')
      .filter(isPlaceholder)
      .map((name) => ({ path, message: `{{${name}}} of the template is not filled in: write what stands for it` })),
  );
  if (faults.length > 0) throw new InvalidInput('The reply is not finished', faults);
}
