import { z } from 'zod';
import { optionNotes } from './configuration.js';

/** One leaf of the configuration: what it is called, how its text is read, and what would be right. */
export interface KnownOption {
  /** `http.publicUrl` */
  readonly path: string;
  /** `EARSHOT_HTTP_PUBLIC_URL` */
  readonly variable: string;
  /** Completes "… is not". */
  readonly expected: string;
  readonly secret: boolean;
  /** @returns the value, or undefined when it is not what is expected. */
  parse(value: unknown): { readonly value: unknown } | undefined;
  /** A variable's text as the value that YAML would have given: numbers, booleans, lists by comma, `null`. */
  fromText(text: string): unknown;
}

/** Every option of a schema of nested objects, in its order. */
export function knownOptions(schema: z.ZodObject, prefix = ''): KnownOption[] {
  return Object.entries(schema.shape).flatMap(([key, child]) => {
    const path = `${prefix}${key}`;
    return child instanceof z.ZodObject ? knownOptions(child, `${path}.`) : [leaf(path, child as z.ZodType)];
  });
}

/** `http.publicUrl` → `EARSHOT_HTTP_PUBLIC_URL` */
export function variableOf(path: string): string {
  return `EARSHOT_${path
    .replaceAll('.', '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()}`;
}

function leaf(path: string, schema: z.ZodType): KnownOption {
  const nullable = schema instanceof z.ZodNullable;
  const inner = nullable ? (schema.unwrap() as z.ZodType) : schema;
  const note = optionNotes.get(inner);
  if (note === undefined) throw new TypeError(`the option ${path} does not say what is expected of it`);
  return {
    path,
    variable: variableOf(path),
    expected: `${note.expected}${nullable ? ', or null' : ''}`,
    secret: note.secret === true,
    parse(value) {
      const result = schema.safeParse(value);
      return result.success ? { value: result.data } : undefined;
    },
    fromText: (text) => (nullable && text === 'null' ? null : textAs(inner, text)),
  };
}

function textAs(schema: z.ZodType, text: string): unknown {
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (schema instanceof z.ZodArray)
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return text;
}
