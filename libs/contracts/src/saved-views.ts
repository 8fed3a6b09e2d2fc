import { z } from 'zod';
import { AlertQuery } from './alerts.js';
import { Id } from './common.js';

/** A list of the board with its filters; what is left out has its default. */
export const BoardSearch = z.strictObject({
  list: AlertQuery.shape.list.unwrap().optional(),
  owner: AlertQuery.shape.owner.unwrap().optional(),
  severity: AlertQuery.shape.severity,
  language: AlertQuery.shape.language,
  source: AlertQuery.shape.source,
  topic: AlertQuery.shape.topic,
  text: AlertQuery.shape.text,
});
export type BoardSearch = z.infer<typeof BoardSearch>;

const Name = z.string().trim().min(1).max(60);

export const SavedView = z.object({
  id: Id,
  name: z.string(),
  /** As it was kept: a value that a list does not know any more is left out by whoever reads it. */
  search: z.record(z.string(), z.string()),
  shared: z.boolean(),
  owner: z.object({ id: Id, name: z.string() }),
  /** Whether the person who asks may change and remove it. */
  mayChange: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;

/** Those of the person and those that are shared, by name. */
export const SavedViewList = z.object({ items: z.array(SavedView), mayShare: z.boolean() });
export type SavedViewList = z.infer<typeof SavedViewList>;

export const NewSavedView = z.strictObject({ name: Name, search: BoardSearch, shared: z.boolean().default(false) });
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedViewChange = z.strictObject({
  name: Name.optional(),
  search: BoardSearch.optional(),
  shared: z.boolean().optional(),
});
export type SavedViewChange = z.infer<typeof SavedViewChange>;
