import { InvalidInput, type Fault, type TemplateDocument } from '@earshot/domain';
import { checkTemplate, isLocale, TEMPLATE_NAME, type TemplateFile } from './template-file.js';

/** A language with more templates than that has them for no reader. */
const MOST_TEMPLATES = 60;

/** The templates of a language as they are edited: greeting and signature first. */
export function templateDocumentOf({ locale, greeting, signature, bodies }: TemplateFile): TemplateDocument {
  const around = [
    { name: 'greeting', text: greeting },
    { name: 'signature', text: signature },
  ];
  return { locale, templates: [...around, ...[...bodies].map(([name, text]) => ({ name, text }))] };
}

/**
 * What was edited, ready to be used.
 * @throws InvalidInput naming the template and the line of every fault: `templates.solved:3`
 */
export function templateFileOf(language: string, { locale, templates }: TemplateDocument): TemplateFile {
  const texts = new Map(templates.map(({ name, text }) => [name, text.trim()]));
  const faults: Fault[] = [
    ...(isLocale(locale) ? [] : [{ path: 'locale', message: 'must be a language tag such as nb' }]),
    ...(templates.length <= MOST_TEMPLATES
      ? []
      : [{ path: 'templates', message: `must be at most ${MOST_TEMPLATES}, but are ${templates.length}` }]),
    ...(texts.size === templates.length ? [] : [{ path: 'templates', message: 'must have a name of its own each' }]),
    ...['greeting', 'signature'].flatMap((name) =>
      texts.has(name) ? [] : [{ path: `templates.${name}`, message: 'must be there: it is put around the others' }],
    ),
    ...templates.flatMap(({ name, text }) => faultsOf(name, text)),
  ];
  if (faults.length > 0) throw new InvalidInput(`The templates have ${faults.length} fault(s)`, faults);
  const { greeting = '', signature = '', ...bodies } = Object.fromEntries(texts);
  return { language, locale, greeting, signature, bodies: new Map(Object.entries(bodies)) };
}

function faultsOf(name: string, text: string): Fault[] {
  const path = `templates.${name.slice(0, 40)}`;
  if (!TEMPLATE_NAME.test(name))
    return [{ path, message: 'must be a name of small letters, digits and hyphens, at most 40' }];
  if (text.trim() === '') return [{ path, message: 'must not be empty' }];
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => checkTemplate(line).map((message) => ({ path: `${path}:${index + 1}`, message })));
}
