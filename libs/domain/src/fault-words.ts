import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an instant such as 2026-01-31T08:00:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time of day such as 08:00',
  email: 'an e-mail address such as anna@example.org',
  url: 'a web address such as https://example.org',
  uuid: 'a UUID',
};

/** Of what there must be so many, by what is counted. */
const COUNTED: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'entry', many: 'entries' },
  record: { one: 'field', many: 'fields' },
};

/**
 * What is wrong with a part of a request, of options or of a file, as the rest of a sentence that begins with its place, in the words of the house;
 * what a schema says itself goes before. `undefined` leaves the fault to whoever knows better: an unknown key is named there.
 */
export function faultWords(issue: Issue): string | undefined {
  if (issue.code === 'unrecognized_keys') return undefined;
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return boundWords(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return boundWords(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_format':
      return FORMATS[issue.format] === undefined
        ? 'has not the form that it must have'
        : `must be ${FORMATS[issue.format]}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return 'is not right';
  }
}

function boundWords(origin: string, bound: 'more than' | 'at least' | 'less than' | 'at most', limit: unknown): string {
  const counted = COUNTED[origin];
  if (counted === undefined) return `must be ${bound} ${String(limit)}`;
  return bound === 'at least' && Number(limit) === 1
    ? 'must not be empty'
    : `must have ${bound} ${String(limit)} ${Number(limit) === 1 ? counted.one : counted.many}`;
}
