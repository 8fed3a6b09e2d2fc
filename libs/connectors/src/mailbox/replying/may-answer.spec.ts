import { ReplyError } from '@earshot/domain';
import { assertMayAnswer } from './may-answer.js';

const OWN = new Set(['help@shop.example']);
const PERSON = { kind: 'person' as const, tags: [] };

describe('the guard against answering machines', () => {
  it('lets a person be answered', () => {
    expect(() => assertMayAnswer(PERSON, "o'brien+shop@customers.example", OWN)).not.toThrow();
    expect(() => assertMayAnswer(PERSON, 'юлия@почта.рф', OWN)).not.toThrow();
  });

  it.each(['automatic', 'list', 'bounce'] as const)('does not answer mail of the kind %s', (kind) => {
    expect(() => assertMayAnswer({ kind, tags: [] }, 'vera@customers.example', OWN)).toThrow(ReplyError);
  });

  it('answers the person for whom a form wrote', () => {
    expect(() =>
      assertMayAnswer({ kind: 'automatic', tags: ['on-behalf'] }, 'vera@customers.example', OWN),
    ).not.toThrow();
  });

  it.each(['help@shop.example', 'HELP@shop.example', 'help+4711@shop.example'])(
    'does not write to itself: %s',
    (to) => {
      expect(() => assertMayAnswer(PERSON, to, OWN)).toThrow('an address of our own');
    },
  );

  it.each([
    'vera',
    'a@b, c@d',
    'Vera <vera@customers.example>',
    'vera@customers.example\r\nRCPT TO:<all@example.org>',
    '<vera@customers.example>',
    'vera @customers.example',
    '',
  ])('takes one plain address only, not %j', (to) => {
    expect(() => assertMayAnswer(PERSON, to, OWN)).toThrow('is not one e-mail address');
  });
});
