import { pushedDefinition } from '@earshot/connector-kit';
import { CHANNELS } from '@earshot/domain';
import { z } from 'zod';

const complaintsBookOptions = z.strictObject({
  channel: z.enum(CHANNELS).default('form').describe('How customers reached you, where a row does not say.'),
});

/** Where imported files are kept together. */
export const COMPLAINTS_BOOK = pushedDefinition<z.output<typeof complaintsBookOptions>>({
  kind: 'complaints-book',
  title: 'Complaints book',
  group: 'house',
  summary: 'Complaints book: files that you import by hand',
  options: complaintsBookOptions,
  check: () => ({ summary: 'Ready: import files with `earshot import FILE` or POST /api/v1/imports', warnings: [] }),
});
