import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, NotFound, type Fault } from '@earshot/domain';
import { languageOfFile } from '../language-of-file.js';
import type { Playbook } from '../playbook/playbook.js';
import {
  fill,
  PLACEHOLDERS,
  placeholdersIn,
  isPlaceholder,
  type Placeholder,
  type TemplateValues,
} from './placeholders.js';
import { parseTemplateFile, type TemplateFile } from './template-file.js';

/** A template as it is offered to the person who answers. */
export interface ReplyTemplate {
  readonly name: string;
  /** The language it is written in. */
  readonly language: string;
  /** There is none in the customer's language: this one is in English. */
  readonly isFallback: boolean;
  /** With greeting and signature, placeholders open. */
  readonly text: string;
  /** What only the person who answers can fill in. */
  readonly asks: readonly Placeholder[];
}

/** A reply as far as it could be written. Only one of which nothing is missing may be sent. */
export interface RenderedTemplate extends Omit<ReplyTemplate, 'asks'> {
  readonly missing: readonly Placeholder[];
}

/** Instants are put into words in the template's language, on the clock of `zone`. */
export interface TemplateFacts {
  readonly zone: string;
  readonly values: Omit<TemplateValues, 'due.date' | 'promise.date' | 'compensation.expires'>;
  readonly dueAt: Date | null;
  readonly promisedAt: Date | null;
  /** A day, `YYYY-MM-DD`. */
  readonly compensationExpires: string | null;
}

const FALLBACK = 'en';

/** The reply templates of the house, by language. */
export class ReplyTemplates {
  constructor(private readonly files: ReadonlyMap<string, TemplateFile>) {}

  /**
   * Reads templates/LANGUAGE.txt.
   * @throws ConfigError naming file and line of every fault, also when there is no English or a step of the playbook
   *   names a template that is not in it
   */
  static read(configFolder: string, playbook: Playbook): ReplyTemplates {
    const folder = join(configFolder, 'templates');
    const files = new Map<string, TemplateFile>();
    const faults: Fault[] = [];
    for (const name of readdirSync(folder)
      .filter((one) => one.endsWith('.txt'))
      .sort()) {
      const language = name.slice(0, -'.txt'.length);
      try {
        const text = readFileSync(join(folder, name), 'utf8');
        files.set(language, parseTemplateFile(text, `config/templates/${name}`, language));
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        faults.push(...error.faults);
      }
    }
    if (faults.length === 0) faults.push(...missingInEnglish(files.get(FALLBACK), playbook));
    if (faults.length > 0) throw new ConfigError(faults);
    return new ReplyTemplates(files);
  }

  get languages(): readonly string[] {
    return [...this.files.keys()];
  }

  /** The same with these languages in place of what they were. */
  with(files: readonly TemplateFile[]): ReplyTemplates {
    return new ReplyTemplates(new Map([...this.files, ...files.map((file) => [file.language, file] as const)]));
  }

  /** What a language has of its own. */
  own(language: string): TemplateFile | undefined {
    return this.files.get(language);
  }

  /** Every template in this language, those that it has not in English. */
  list(language: string): ReplyTemplate[] {
    const own = this.file(language)?.bodies.keys() ?? [];
    const names = new Set([...(this.files.get(FALLBACK)?.bodies.keys() ?? []), ...own]);
    return [...names].map((name) => this.find(name, language));
  }

  /** @throws NotFound */
  find(name: string, language: string): ReplyTemplate {
    const { file, body } = this.lookUp(name, language);
    const text = [file.greeting, body, file.signature].join('\n\n');
    const asks = placeholdersIn(text).filter((one) => isPlaceholder(one) && PLACEHOLDERS[one] === 'person');
    const isFallback = file.language === FALLBACK && languageOfFile(language) !== FALLBACK;
    return { name, language: file.language, isFallback, text, asks: asks as Placeholder[] };
  }

  /** @throws NotFound */
  render(name: string, language: string, facts: TemplateFacts): RenderedTemplate {
    const { file } = this.lookUp(name, language);
    const { asks: _asks, ...template } = this.find(name, language);
    const day = (instant: Date | null, zone: string) => instant && spokenDay(instant, file.locale, zone);
    const expires = facts.compensationExpires;
    const values = {
      ...facts.values,
      'customer.name': facts.values['customer.name']?.replace(/\s+/gu, ' '),
      'due.date': day(facts.dueAt, facts.zone),
      'promise.date': day(facts.promisedAt, facts.zone),
      'compensation.expires': day(expires === null ? null : new Date(`${expires}T12:00:00Z`), 'UTC'),
    };
    return { ...template, ...fill(template.text, values) };
  }

  private lookUp(name: string, language: string): { file: TemplateFile; body: string } {
    for (const file of [this.file(language), this.files.get(FALLBACK)]) {
      const body = file?.bodies.get(name);
      if (file !== undefined && body !== undefined) return { file, body };
    }
    throw new NotFound('Reply template', name);
  }

  private file(language: string): TemplateFile | undefined {
    return this.files.get(languageOfFile(language));
  }
}

/** A day as people write it in a letter, without its weekday, which many languages would inflect. */
function spokenDay(instant: Date, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(instant);
}

/** Templates that steps of the playbook name and that English, which stands in for the others, has not. */
export function missingInEnglish(english: TemplateFile | undefined, { steps }: Playbook): Fault[] {
  const path = `config/templates/${FALLBACK}.txt`;
  if (english === undefined) return [{ path, message: 'must be there: it stands in for the other languages' }];
  return steps.flatMap((step) => {
    const name = step.does === 'prompt' ? undefined : step.template;
    if (name === undefined || english.bodies.has(name)) return [];
    return [{ path, message: `must have a section [${name}], which step '${step.id}' of the playbook names` }];
  });
}
