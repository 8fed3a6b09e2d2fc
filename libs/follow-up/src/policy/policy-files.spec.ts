import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, InvalidInput, parsePolicyDocument } from '@earshot/domain';
import { parse } from 'yaml';
import { PolicyFiles } from './policy-files.js';

const ROOT = join(__dirname, '../../../..');
const NOW = new Date('2026-12-01T10:00:00Z');
const house = { name: 'FI', country: 'FI', zone: 'Europe/Helsinki', hours: '09:00-17:00' };
const jakarta = { name: 'Jakarta', country: 'ID', zone: 'Asia/Jakarta', hours: '08:00-16:00' };
const read = (...calendars: object[]) => PolicyFiles.read(join(ROOT, 'config'), calendars, NOW);

function faultsOf(...calendars: object[]): string[] {
  try {
    read(...calendars);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof ConfigError)
      return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

describe('the policy of the files', () => {
  it('promises three working days on the house’s calendar, with the closing days that are shipped', () => {
    const files = read(house, jakarta);
    const policy = files.policyOf(files.document, NOW);
    const startedAt = new Date('2026-12-22T08:00:00Z');
    expect(policy.commit({}, { clock: 'first_answer', severity: 'high', startedAt })).toMatchObject({
      calendarName: 'FI',
      dueAt: new Date('2026-12-29T15:00:00Z'),
    });
    expect(policy.calendar('Jakarta').zone).toBe('Asia/Jakarta');
  });

  it.each([
    [[house, { ...jakarta, zone: 'Asia/Djakarta' }], /^config calendars\[1\]\.zone: 'Asia\/Djakarta' is not a zone/],
    [[house, { ...jakarta, name: 'FI' }], /^config calendars\[1\]\.name: 'FI' is already the name of calendars\[0\]/],
    [
      [{ ...house, closed: [{ day: '31.12.', name: 'Stocktaking' }] }],
      /^config calendars\[0\]\.closed\[0\]\.day: must be a date/,
    ],
    [[{ ...house, colour: 'red' }], /^config calendars\[0\]: 'colour' is not known here/],
  ])('is refused with the place of every fault: %#', (calendars, message) => {
    // The holiday library also writes to the console about a rule that it cannot read.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const faults = faultsOf(...calendars);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  it('can be written as the documentation shows', () => {
    const guide = readFileSync(join(ROOT, 'docs/response-standard.md'), 'utf8');
    const parts = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => parse(block ?? '') as object);
    expect(parts.map((part) => Object.keys(part))).toEqual([['standards'], ['escalation'], ['calendars']]);
    const document = parsePolicyDocument(Object.assign({}, ...parts), '');
    expect(new PolicyFiles(document, () => null).policyOf(document, NOW).house.name).toBe('Helsinki');
  });
});
