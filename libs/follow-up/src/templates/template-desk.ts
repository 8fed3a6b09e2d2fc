import {
  InvalidInput,
  NotFound,
  TEMPLATES_OF_THE_FILE,
  type Clock,
  type TemplateDocument,
  type TemplateStore,
  type TemplateVersion,
} from '@earshot/domain';
import type { PlaybookFiles } from '../playbook/playbook-files.js';
import { missingInEnglish, type ReplyTemplates } from './reply-templates.js';
import { templateDocumentOf, templateFileOf } from './template-document.js';

/** The templates of a language in one version, with who saved it. */
export interface TemplatesShown extends Omit<TemplateVersion, 'createdAt'> {
  readonly language: string;
  /** `null` for the file. */
  readonly createdAt: Date | null;
  readonly document: TemplateDocument;
}

export interface TemplateEdit {
  /** The version that the person saw in force. */
  readonly seenVersion: string;
  readonly note: string | null;
  readonly actorId: string;
}

const MOST_VERSIONS = 50;

/** Shows, tries out and saves reply templates. What was saved comes before the configuration's files. */
export class TemplateDesk {
  private known: { readonly ids: string; readonly templates: ReplyTemplates } | null = null;

  constructor(
    private readonly store: TemplateStore,
    private readonly files: PlaybookFiles,
    private readonly clock: Clock,
  ) {}

  /** Those in force: every process sees a saved version with its next use of a template. */
  async inForce(): Promise<ReplyTemplates> {
    const newest = await this.store.newestIds();
    const ids = newest.join();
    if (this.known?.ids !== ids) {
      const saved = await this.store.findAll(newest);
      const templates = this.files.templates.with(
        saved.map(({ language, document }) => templateFileOf(language, document)),
      );
      this.known = { ids, templates };
    }
    return this.known.templates;
  }

  /** Each language that has templates, by its version in force. */
  async languages(): Promise<readonly { readonly language: string; readonly version: string }[]> {
    const saved = await this.store.findAll(await this.store.newestIds());
    const versions = new Map(saved.map(({ language, id }) => [language, id]));
    return [...new Set([...this.files.templates.languages, ...versions.keys()])]
      .sort()
      .map((language) => ({ language, version: versions.get(language) ?? TEMPLATES_OF_THE_FILE }));
  }

  /** @param version the one in force when left out @throws NotFound */
  async show(language: string, version?: string): Promise<TemplatesShown> {
    const id = version ?? (await this.versionOf(language));
    if (id !== TEMPLATES_OF_THE_FILE) return this.store.find(language, id);
    const file = this.files.templates.own(language);
    if (file === undefined) throw new NotFound('Templates', language);
    return { id, language, createdAt: null, createdBy: null, note: null, document: templateDocumentOf(file) };
  }

  versions(language: string): Promise<readonly TemplateVersion[]> {
    return this.store.versions(language, MOST_VERSIONS);
  }

  /** The templates as they would be with this edit. @throws InvalidInput with every fault and its place */
  async tryOut(language: string, document: TemplateDocument): Promise<ReplyTemplates> {
    return (await this.inForce()).with([templateFileOf(language, document)]);
  }

  /** @throws InvalidInput with every fault and its place, Conflict when another version is in force than was seen */
  async save(language: string, document: TemplateDocument, edit: TemplateEdit): Promise<string> {
    const edited = await this.tryOut(language, document);
    const faults = missingInEnglish(edited.own('en'), this.files.playbook);
    if (faults.length > 0)
      throw new InvalidInput(
        'The playbook names templates that would be gone',
        faults.map(({ message }) => ({ path: 'templates', message })),
      );
    return this.store.save({ language, document, ...edit, at: this.clock.now() });
  }

  private async versionOf(language: string): Promise<string> {
    return (await this.languages()).find((one) => one.language === language)?.version ?? TEMPLATES_OF_THE_FILE;
  }
}
