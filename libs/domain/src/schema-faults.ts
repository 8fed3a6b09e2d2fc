import type { z } from 'zod';
import type { Fault } from './errors.js';

/**
 * The faults that a schema found, each with its place, the value that stands there and what would be right.
 * `place` comes before every path: a file's name, or nothing.
 */
export function schemaFaults(error: z.ZodError, input: unknown, place: string): Fault[] {
  return error.issues.map((issue) => {
    const path = spellPath(issue.path);
    const where = [place, path].filter((part) => part !== '').join(' ');
    if (issue.code === 'unrecognized_keys') {
      return { path: where, message: `${issue.keys.map(spellValue).join(', ')} is not known here` };
    }
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
      input,
    );
    return {
      path: where,
      message: value === undefined ? issue.message : `${issue.message}, but here stands ${spellValue(value)}`,
    };
  });
}

function spellPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`))
    .join('');
}

/** Values of any size are quoted, long ones cut: enough to find the place. */
export function spellValue(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
