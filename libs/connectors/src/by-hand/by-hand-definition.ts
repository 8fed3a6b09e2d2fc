import { pushedDefinition } from '@earshot/connector-kit';
import { CHANNELS } from '@earshot/domain';
import { z } from 'zod';

const byHandOptions = z.strictObject({
  channel: z.enum(CHANNELS).default('phone').describe('How customers reach you when nothing else is said.'),
});

/** Calls and visits, typed in by whoever took them. */
export const BY_HAND = pushedDefinition<z.output<typeof byHandOptions>>({
  kind: 'by-hand',
  title: 'By hand',
  group: 'house',
  summary: 'By hand: calls and visits that your people type in',
  options: byHandOptions,
  check: () => ({ summary: 'Ready: whoever is signed in can type in a call or a visit', warnings: [] }),
});
