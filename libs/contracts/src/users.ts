import { ROLES } from '@earshot/domain';
import { z } from 'zod';
import { Id } from './common.js';

/** Somebody a case can be handed to. */
export const Colleague = z.object({ id: Id, name: z.string(), role: z.enum(ROLES) });
export type Colleague = z.infer<typeof Colleague>;

/** All who may sign in, by name; a house has tens or hundreds, so they come in one piece. */
export const ColleagueList = z.object({ items: z.array(Colleague) });
export type ColleagueList = z.infer<typeof ColleagueList>;
