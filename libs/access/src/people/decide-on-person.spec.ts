import { Conflict, Forbidden, type PersonUnderDeed } from '@earshot/domain';
import { decideOnPerson, type PersonAction } from './decide-on-person.js';

const AT = new Date('2026-11-18T10:00:00Z');
const ME = '1';

const person = (over: Partial<PersonUnderDeed> = {}): PersonUnderDeed => ({
  id: '2',
  email: 'anna@example.org',
  name: 'Anna',
  role: 'agent',
  language: 'en',
  zone: 'UTC',
  disabledAt: null,
  version: 4,
  otherAdmins: 1,
  ...over,
});

const decide = (over: Partial<PersonUnderDeed>, action: PersonAction) => decideOnPerson(person(over), action, ME, AT);
const DEACTIVATE: PersonAction = { name: 'deactivate', handOverTo: '3', note: 'Moved on' };

describe('what an administrator does to a person', () => {
  it('changes the role and leaves everything else', () => {
    expect(decide({}, { name: 'change', to: { role: 'lead' } })).toMatchObject({
      name: 'Anna',
      role: 'lead',
      endsSessions: false,
      handsOver: null,
      event: { action: 'user.changed', detail: { from: 'agent', to: 'lead' } },
    });
  });

  it('deactivates: the sessions end and the cases go on', () => {
    expect(decide({}, DEACTIVATE)).toMatchObject({
      disabledAt: AT,
      endsSessions: true,
      handsOver: { to: '3', note: 'Moved on' },
    });
  });

  it.each<[string, Partial<PersonUnderDeed>, PersonAction]>([
    ['what is so already', {}, { name: 'change', to: { name: 'Anna', role: 'agent' } }],
    ['a second deactivation', { disabledAt: AT }, DEACTIVATE],
    ['the reactivation of who is active', {}, { name: 'reactivate' }],
  ])('does nothing for %s', (_, found, action) => expect(decide(found, action)).toBeNull());

  it.each<[string, PersonAction]>([
    ['role', { name: 'change', to: { role: 'agent' } }],
    ['access', DEACTIVATE],
    ['password', { name: 'reset-password', passwordHash: 'x' }],
    ['sessions', { name: 'end-sessions' }],
  ])('never takes their own %s', (_, action) =>
    expect(() => decide({ id: ME, role: 'admin' }, action)).toThrow(Forbidden),
  );

  it.each<[string, PersonAction]>([
    ['demoted', { name: 'change', to: { role: 'lead' } }],
    ['deactivated', DEACTIVATE],
  ])('never leaves a house without an administrator: the last one is not %s', (_, action) => {
    expect(() => decide({ role: 'admin', otherAdmins: 0 }, action)).toThrow(Conflict);
    expect(decide({ role: 'admin', otherAdmins: 1 }, action)).not.toBeNull();
  });
});
