import { InvalidInput } from '@earshot/domain';
import type { z } from 'zod';

/**
 * `--set host=imap.example.org --set oauth.clientId=… --set folders=["INBOX"]` as an object. A value that is JSON is taken
 * as JSON, anything else as text; and as text where the schema wants text, so that a login name may be a number.
 * @throws InvalidInput naming the entry
 */
export function readOptions(entries: readonly string[], schema: z.ZodType): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const texts = new Map<string, string>();
  for (const entry of entries) {
    const split = entry.indexOf('=');
    const path = entry.slice(0, split).split('.');
    if (split <= 0 || path.some((part) => !/^[a-zA-Z]\w*$/.test(part))) {
      throw new InvalidInput('An option cannot be read', [
        { path: '--set', message: `'${entry}' is not of the form option=value` },
      ]);
    }
    texts.set(path.join('.'), entry.slice(split + 1));
    place(options, path, jsonOrText(entry.slice(split + 1)));
  }
  for (const issue of schema.safeParse(options).error?.issues ?? []) {
    const text = texts.get(issue.path.join('.'));
    if (issue.code === 'invalid_type' && issue.expected === 'string' && text !== undefined) {
      place(options, issue.path.map(String), text);
    }
  }
  return options;
}

/** Secrets from standard input, a line each, `name=value`. @throws InvalidInput naming the line, never its value */
export function readSecrets(text: string, allowed: readonly string[]): Record<string, string> {
  const secrets: Record<string, string> = {};
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const split = line.indexOf('=');
    const name = line.slice(0, Math.max(split, 0)).trim();
    if (!allowed.includes(name)) {
      const right =
        allowed.length === 0
          ? 'this connector takes no secrets'
          : `right is name=value with one of ${allowed.join(', ')}`;
      throw new InvalidInput('A secret cannot be read', [
        { path: `standard input, line ${index + 1}`, message: right },
      ]);
    }
    secrets[name] = line.slice(split + 1);
  });
  return secrets;
}

function place(options: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? '';
  let level = options;
  for (const part of path.slice(0, -1)) {
    const next = level[part];
    level = (typeof next === 'object' && next !== null ? next : (level[part] = {})) as Record<string, unknown>;
  }
  level[last] = value;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
