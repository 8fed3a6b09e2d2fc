import { z } from 'zod';
import * as contracts from '../index.js';

const byName: Readonly<Record<string, unknown>> = { ...contracts };

describe('an example', () => {
  it.each(Object.entries(contracts.CONTRACT_EXAMPLES))('of %s is what its contract describes', (name, example) => {
    const contract = byName[name];
    if (!(contract instanceof z.ZodType)) throw new Error(`There is no contract ${name}`);
    expect(contract.parse(example)).toEqual(example);
  });

  it('marks its evidence where it stands', () => {
    const { text, assessment } = contracts.MessageDetail.parse(contracts.CONTRACT_EXAMPLES.MessageDetail);
    expect(assessment?.signals.length).toBeGreaterThan(0);
    for (const { evidence, start, end } of assessment?.signals ?? []) expect(text.slice(start, end)).toBe(evidence);
  });
});
