import { audienceMembers, type Colleague } from './audience.js';

const HOUSE: readonly Colleague[] = [
  { id: '9', role: 'agent' },
  { id: '10', role: 'agent' },
  { id: '2', role: 'lead' },
  { id: '3', role: 'manager' },
  { id: '4', role: 'ops' },
  { id: '1', role: 'admin' },
];
const without = (...roles: Colleague['role'][]) => HOUSE.filter(({ role }) => !roles.includes(role));

describe('who is told', () => {
  it.each<[string, Parameters<typeof audienceMembers>, string[]]>([
    ['the owner', [['owner'], '10', HOUSE], ['10']],
    ['the leads in place of an owner that there is not', [['owner'], null, HOUSE], ['2']],
    ['the leads in place of an owner who may not sign in any more', [['owner'], '77', HOUSE], ['2']],
    ['managers where there are no leads', [['lead'], null, without('lead')], ['3']],
    ['admins where there are neither', [['lead', 'manager'], null, without('lead', 'manager')], ['1']],
    ['agents and leads as the team', [['team'], null, HOUSE], ['2', '9', '10']],
    ['managers where there is no team', [['team'], null, without('lead', 'agent')], ['3']],
    ['each person once', [['owner', 'lead', 'team'], '2', HOUSE], ['2', '9', '10']],
    ['nobody where there is nobody', [['owner', 'lead', 'manager', 'team'], null, []], []],
  ])('is %s', (_, given, expected) => {
    expect(audienceMembers(...given)).toEqual(expected);
  });
});
