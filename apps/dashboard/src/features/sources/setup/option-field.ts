/** A field of a form, as the JSON Schema of an option describes it. */
export type OptionField = OptionFieldBase &
  (
    | { readonly shape: 'text' }
    | { readonly shape: 'number'; readonly min?: number; readonly max?: number; readonly whole: boolean }
    | { readonly shape: 'switch'; readonly mustBeOn: boolean }
    | { readonly shape: 'choice'; readonly choices: readonly string[] }
    /** One value a line. */
    | { readonly shape: 'list'; readonly numbers: boolean }
    | { readonly shape: 'group'; readonly fields: readonly OptionField[] }
    /** Names with values, one `name = value` a line. */
    | { readonly shape: 'pairs' }
  );

interface OptionFieldBase {
  readonly name: string;
  /** In English, as the connector says it. */
  readonly description: string;
  readonly required: boolean;
  /** May be left out as a whole. */
  readonly optional: boolean;
  readonly standard: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

/** The fields of an object's schema, in its order. */
export function fieldsOf(schema: Schema): OptionField[] {
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as string[]) : []);
  return Object.entries(objectOf(schema['properties'])).map(([name, property]) =>
    fieldOf(name, objectOf(property), required.has(name)),
  );
}

/** The paths at which the fields show their faults: `options.smtp.host`. */
export function pathsOf(fields: readonly OptionField[], path: string): string[] {
  return fields.flatMap((field) => {
    const here = `${path}.${field.name}`;
    return field.shape === 'group' ? [here, ...pathsOf(field.fields, here)] : [here];
  });
}

function fieldOf(name: string, property: Schema, required: boolean): OptionField {
  const inner = withoutNull(property);
  const base = {
    name,
    description: textOf(property['description']) || textOf(inner['description']),
    required: required && property['default'] === undefined,
    optional: inner !== property || !required,
    standard: property['default'],
  };
  const choices = inner['enum'];
  if (Array.isArray(choices)) return { ...base, shape: 'choice', choices: choices.map(String) };
  switch (inner['type']) {
    case 'boolean':
      return { ...base, shape: 'switch', mustBeOn: inner['const'] === true };
    case 'integer':
    case 'number':
      return { ...base, shape: 'number', whole: inner['type'] === 'integer', ...boundsOf(inner) };
    case 'array':
      return { ...base, shape: 'list', numbers: /integer|number/.test(textOf(objectOf(inner['items'])['type'])) };
    case 'object':
      return inner['properties'] === undefined
        ? { ...base, shape: 'pairs' }
        : { ...base, shape: 'group', fields: fieldsOf(inner) };
    default:
      return { ...base, shape: 'text' };
  }
}

/** `anyOf` something and `null` is something that may be left out. */
function withoutNull(property: Schema): Schema {
  const any = property['anyOf'];
  if (!Array.isArray(any)) return property;
  return any.map(objectOf).find((one) => one['type'] !== 'null') ?? property;
}

function boundsOf({ minimum, exclusiveMinimum, maximum }: Schema): { readonly min?: number; readonly max?: number } {
  const min = typeof minimum === 'number' ? minimum : exclusiveMinimum;
  // What no option reaches only says that numbers are exact.
  const isBound = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) < 1e12;
  return { ...(isBound(min) && { min }), ...(isBound(maximum) && { max: maximum }) };
}

/** `clientId` → `Client id`, `smtp` → `SMTP`. */
export function labelOf(name: string): string {
  if (ABBREVIATIONS.has(name.toLowerCase())) return name.toUpperCase();
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ABBREVIATIONS = new Set(['url', 'smtp', 'ca', 'api', 'id', 'ids']);

const objectOf = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
