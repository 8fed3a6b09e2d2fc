import { InvalidInput } from '@earshot/domain';
import { refuseOpenPlaceholders } from './open-placeholders.js';

describe('a reply with an open placeholder', () => {
  it('is refused, naming where it stands', () => {
    const unfinished = { subject: 'Re: {{case.subject}}', text: 'Dear {{customer.name}}, {{agent.name}}' };
    expect(() => refuseOpenPlaceholders(unfinished)).toThrow(InvalidInput);
    try {
      refuseOpenPlaceholders(unfinished);
    } catch (error) {
      expect((error as InvalidInput).faults.map(({ path, message }) => `${path}: ${message.split(' ')[0]}`)).toEqual([
        'subject: {{case.subject}}',
        'text: {{customer.name}}',
        'text: {{agent.name}}',
      ]);
    }
  });

  it('is told from a writer’s own braces', () => {
    expect(() => refuseOpenPlaceholders({ subject: null, text: 'Write {{user}} into the address' })).not.toThrow();
    expect(() => refuseOpenPlaceholders({})).not.toThrow();
  });
});
