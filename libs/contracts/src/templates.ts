import { z } from 'zod';
import { Id, Instant } from './common.js';

/** The language of a set of templates: a plain tag without region. */
export const TemplateLanguage = z.string().regex(/^[a-z]{2,3}$/, 'must be a language such as fi');

/** `0` is the file of the configuration; the versions that people save count from 1. */
export const TemplatesId = z.string().regex(/^\d{1,18}$/, 'must be the number of a version');

/** Greeting and signature are put around all others. */
export const TemplateDocumentView = z.strictObject({
  locale: z.string().min(2).max(35).describe('BCP 47, for the dates'),
  templates: z
    .array(z.strictObject({ name: z.string().min(1).max(60), text: z.string().max(10_000) }))
    .max(100)
    .describe('In the order in which they are offered'),
});
export type TemplateDocumentView = z.infer<typeof TemplateDocumentView>;

const VersionFields = {
  id: TemplatesId,
  /** `null` for the file, and for people who were removed. */
  createdBy: z.object({ id: Id, name: z.string() }).nullable(),
  /** `null` for the file. */
  createdAt: Instant.nullable(),
  note: z.string().nullable(),
};

/** Which languages have templates, and what may stand in them. */
export const TemplateBookList = z.object({
  items: z.array(z.object({ language: z.string(), version: TemplatesId })),
  placeholders: z.array(z.object({ name: z.string(), filledBy: z.enum(['case', 'person']) })),
});
export type TemplateBookList = z.infer<typeof TemplateBookList>;

/** The templates of a language in one version; the id of the one in force is the ETag. */
export const TemplateBookView = z.object({
  ...VersionFields,
  language: z.string(),
  document: TemplateDocumentView,
  /** The newest first; the file comes last, where there is one. */
  versions: z.array(z.object(VersionFields)),
});
export type TemplateBookView = z.infer<typeof TemplateBookView>;

export const TemplateBookQuery = z.strictObject({
  version: TemplatesId.optional().describe('The one in force when left out'),
});

export const SaveTemplatesRequest = z.strictObject({
  document: TemplateDocumentView,
  note: z.string().trim().min(1).max(500).optional().describe('Why, for those who read the versions'),
});
export type SaveTemplatesRequest = z.infer<typeof SaveTemplatesRequest>;

/** How one of these templates would read in a case; nothing is saved or sent. */
export const PreviewTemplateRequest = z.strictObject({
  document: TemplateDocumentView,
  name: z.string().min(1).max(60),
  caseId: Id,
});
export type PreviewTemplateRequest = z.infer<typeof PreviewTemplateRequest>;
