import type { OptionField } from './option-field';

/** What stands in a form: texts as they were typed, and switches. */
export interface FormValues {
  readonly [name: string]: FormValue;
}
export type FormValue = string | boolean | FormValues | null;

/** The values of a form for options that are stored, or for none. `null`: a part that is left out. */
export function valuesFrom(fields: readonly OptionField[], options: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, valueFrom(field, options[field.name])]));
}

function valueFrom(field: OptionField, given: unknown): FormValue {
  const value = given === undefined ? field.standard : given;
  switch (field.shape) {
    case 'switch':
      return value === true;
    case 'group':
      if ((value === undefined || value === null) && field.optional) return null;
      return valuesFrom(field.fields, isRecord(value) ? value : {});
    case 'list':
      return Array.isArray(value) ? value.map(String).join('\n') : '';
    case 'pairs':
      return isRecord(value)
        ? Object.entries(value)
            .map(([name, one]) => `${name} = ${String(one)}`)
            .join('\n')
        : '';
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

/** The options as the server takes them: what is as it would be anyway is left out. */
export function optionsFrom(fields: readonly OptionField[], values: FormValues): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const field of fields) {
    const option = optionFrom(field, values[field.name]);
    if (option !== undefined && JSON.stringify(option) !== JSON.stringify(field.standard)) options[field.name] = option;
  }
  return options;
}

function optionFrom(field: OptionField, value: FormValue | undefined): unknown {
  if (field.shape === 'group') {
    if (value === null || typeof value !== 'object') return undefined;
    return optionsFrom(field.fields, value);
  }
  if (field.shape === 'switch') return value === true;
  const text = typeof value === 'string' ? value : '';
  switch (field.shape) {
    case 'list':
      return linesOf(text).map((line) => (field.numbers ? numberOr(line) : line));
    case 'pairs':
      return text.trim() === '' ? undefined : Object.fromEntries(linesOf(text).map(pairOf));
    case 'number':
      return text.trim() === '' ? undefined : numberOr(text.trim());
    case 'choice':
      return text === '' ? undefined : text;
    default:
      // What must be there is sent even when it is empty, so that the server says what is missing.
      return text === '' && !field.required && field.standard !== undefined && field.standard !== null
        ? ''
        : text === '' && !field.required
          ? undefined
          : text;
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function pairOf(line: string): [string, string] {
  const split = line.indexOf('=');
  return split === -1 ? [line, ''] : [line.slice(0, split).trim(), line.slice(split + 1).trim()];
}

/** What is no number stays as it was typed: the server says what would be right. */
function numberOr(text: string): number | string {
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
