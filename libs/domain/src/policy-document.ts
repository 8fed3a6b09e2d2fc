import { z } from 'zod';
import { calendarDefinitionSchema, calendarFaults } from './calendar/create-working-calendar.js';
import { InvalidInput, type Fault } from './errors.js';
import { standardsFaults, standardsSchema } from './response-standard.js';
import { schemaFaults, spellValue } from './schema-faults.js';

/** The whole policy as people write it: when the house works, what it promises, and who is told when. */
export const policyDocumentSchema = standardsSchema.extend({
  calendars: z
    .array(calendarDefinitionSchema, { error: 'must be a list of calendars' })
    .min(1, { error: "must hold the house's own calendar" })
    .describe("The house's own comes first; standards may name the others"),
});

/** As it was written, with every default in its place. Plain JSON. */
export type PolicyDocument = z.output<typeof policyDocumentSchema>;

/**
 * Checks a policy; `place` stands before every path, a file's name or nothing.
 * @throws InvalidInput with every fault: in calendars, in standards, and between them
 */
export function parsePolicyDocument(written: unknown, place: string): PolicyDocument {
  const result = policyDocumentSchema.safeParse(written);
  const faults = result.success ? contentFaults(result.data, place) : schemaFaults(result.error, written, place);
  if (faults.length > 0 || !result.success) throw new InvalidInput('The policy cannot be used', faults);
  return result.data;
}

function contentFaults(document: PolicyDocument, place: string): Fault[] {
  const { calendars, standards } = document;
  const names = calendars.map(({ name }) => name);
  const faults: Fault[] = calendars.flatMap((calendar, i) =>
    calendarFaults(calendar).map(({ path, message }) => ({ path: `calendars[${i}].${path}`, message })),
  );
  names.forEach((name, i) => {
    const first = names.indexOf(name);
    if (first === i) return;
    const message = `${spellValue(name)} is already the name of calendars[${first}]: names must differ`;
    faults.push({ path: `calendars[${i}].name`, message });
  });
  standards.forEach(({ calendar }, i) => {
    if (calendar === undefined || names.includes(calendar)) return;
    const message = `${spellValue(calendar)} is not a calendar of this policy: right is one of ${names.join(', ')}`;
    faults.push({ path: `standards[${i}].calendar`, message });
  });
  faults.push(...standardsFaults(document));
  return faults.map(({ path, message }) => ({ path: place === '' ? path : `${place} ${path}`, message }));
}
