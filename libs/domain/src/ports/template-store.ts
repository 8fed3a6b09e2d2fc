/** The templates of a language as the configuration's file has them. The versions that people save count from 1. */
export const TEMPLATES_OF_THE_FILE = '0';

/** The reply templates of one language, greeting and signature among them, in the order in which they are offered. */
export interface TemplateDocument {
  /** BCP 47, for the dates. */
  readonly locale: string;
  readonly templates: readonly { readonly name: string; readonly text: string }[];
}

export interface TemplateVersion {
  readonly id: string;
  /** `null` for people who were removed. */
  readonly createdBy: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date;
  readonly note: string | null;
}

export interface StoredTemplates extends TemplateVersion {
  readonly language: string;
  readonly document: TemplateDocument;
}

export interface TemplatesToSave {
  readonly language: string;
  readonly document: TemplateDocument;
  /** The version of this language that its author saw in force. */
  readonly seenVersion: string;
  readonly actorId: string;
  readonly at: Date;
  readonly note: string | null;
}

/** Versions of reply templates, language by language: nothing is overwritten, the newest of each is in force. */
export abstract class TemplateStore {
  /** Of each language that was ever saved. Cheap: it is asked before every use of a template. */
  abstract newestIds(): Promise<readonly string[]>;
  abstract findAll(ids: readonly string[]): Promise<readonly StoredTemplates[]>;
  /** @throws NotFound when the language has no such version */
  abstract find(language: string, id: string): Promise<StoredTemplates>;
  /** The newest first. */
  abstract versions(language: string, limit: number): Promise<readonly TemplateVersion[]>;
  /** With its audit event, in one transaction. Resolves to the new version. @throws Conflict when another is in force */
  abstract save(templates: TemplatesToSave): Promise<string>;
}
