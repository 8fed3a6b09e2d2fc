import { ConfigError, spellValue, type Fault } from '@earshot/domain';
import { isPlaceholder, PLACEHOLDER_NAMES, placeholdersIn } from './placeholders.js';

/** The reply templates of one language. */
export interface TemplateFile {
  readonly language: string;
  /** BCP 47, for the dates. */
  readonly locale: string;
  readonly greeting: string;
  readonly signature: string;
  /** By name; greeting and signature are not in them. */
  readonly bodies: ReadonlyMap<string, string>;
}

const SECTION = /^\[([^\]]*)\]\s*$/;
export const TEMPLATE_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * Reads sections `[name]` with their text, comments with # before the first one, and `locale: tag` where dates need
 * another language tag than the file's name.
 * @throws ConfigError naming file and line of every fault: unknown placeholders, sections that are empty or stand twice
 */
export function parseTemplateFile(text: string, file: string, language: string): TemplateFile {
  const faults: Fault[] = [];
  const sections = new Map<string, { line: number; lines: string[] }>();
  let locale = language;
  let current: { lines: string[] } | null = null;
  text.split(/\r?\n/).forEach((line, index) => {
    const fault = (message: string) => faults.push({ path: `${file}:${index + 1}`, message });
    const [, name] = SECTION.exec(line) ?? [];
    if (name !== undefined) {
      if (!TEMPLATE_NAME.test(name))
        fault(`${spellValue(name)} must be a name of small letters, digits and hyphens, at most 40`);
      if (sections.has(name)) fault(`${spellValue(name)} stands already at line ${sections.get(name)?.line ?? 0}`);
      const section = { line: index + 1, lines: [] };
      sections.set(name, section);
      current = section;
    } else if (current !== null) {
      current.lines.push(line);
      for (const message of checkTemplate(line)) fault(message);
    } else if (/^locale:/.test(line)) {
      locale = line.slice('locale:'.length).trim();
      if (!isLocale(locale)) fault(`${spellValue(locale)} must be a language tag such as nb`);
    } else if (!/^\s*(#|$)/.test(line)) {
      fault(`must be a comment, locale: or a section such as [greeting], but here stands ${spellValue(line)}`);
    }
  });
  const texts = new Map([...sections].map(([name, { lines }]) => [name, lines.join('\n').trim()]));
  for (const [name, { line }] of sections)
    if (texts.get(name) === '') faults.push({ path: `${file}:${line}`, message: `the section [${name}] is empty` });
  for (const name of ['greeting', 'signature'])
    if (!sections.has(name)) faults.push({ path: file, message: `must have a section [${name}]` });
  if (faults.length > 0) throw new ConfigError(faults);
  const { greeting = '', signature = '', ...bodies } = Object.fromEntries(texts);
  return { language, locale, greeting, signature, bodies: new Map(Object.entries(bodies)) };
}

/** What is wrong with the placeholders of a line, in words. */
export function checkTemplate(line: string): string[] {
  const unknown = placeholdersIn(line)
    .filter((name) => !isPlaceholder(name))
    .map((name) => `{{${name}}} is not known: it must be one of ${PLACEHOLDER_NAMES.join(', ')}`);
  // What is left of the braces when all that close are taken away.
  const torn = /\{\{|\}\}/.test(line.replace(/\{\{[^{}]*\}\}/g, ''));
  return torn ? [...unknown, 'a placeholder must begin with {{ and end with }} on the same line'] : unknown;
}

export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
