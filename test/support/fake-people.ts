import {
  AddPersonRequest,
  ChangePersonRequest,
  DeactivatePersonRequest,
  Person,
  PersonList,
  PersonWithPassword,
  type Session,
} from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const AT = '2026-11-16T08:00:00.000Z';

function person(id: string, over: Partial<Person>): Person {
  return Person.parse({
    id,
    version: 1,
    name: 'Somebody',
    email: `person${id}@nordvik.example`,
    role: 'agent',
    language: 'en',
    zone: 'Europe/Helsinki',
    createdAt: AT,
    disabledAt: null,
    sessions: 0,
    lastSeenAt: null,
    openCases: 0,
    ...over,
  });
}

/** Who signs in, for administrators. */
export class FakePeople implements FakeDesk {
  readonly people = new Map<string, Person>();
  /** Notes that cases were handed over with. */
  readonly notes: string[] = [];

  constructor(private readonly role: Session['user']['role']) {
    this.add(person(AINO.id, { ...AINO, email: 'aino@nordvik.example', role, sessions: 1, lastSeenAt: AT }));
    this.add(person('812', { name: 'Ilze Kalniņa', role: 'lead', sessions: 2, lastSeenAt: AT, openCases: 3 }));
    this.add(person('813', { name: 'Bayu Pratama', role: 'ops' }));
    this.add(person('814', { name: 'Oleg Sidorov', disabledAt: AT }));
  }

  /** As another administrator does behind the reader's back. */
  change(id: string, change: Partial<Person>): Person {
    const found = this.people.get(id);
    if (found === undefined) throw new Error(`There is no person ${id}`);
    return this.add(Person.parse({ ...found, ...change, version: found.version + 1 }));
  }

  answer({ method, path, body, headers }: FakeRequest): FakeAnswer | null {
    const [what, id, deed] = path;
    if (what !== 'people') return null;
    if (this.role !== 'admin') return problem(403);
    if (id === undefined) return method === 'GET' ? ok(this.list()) : this.added(AddPersonRequest.parse(body));
    const found = this.people.get(id);
    if (found === undefined) return problem(404);
    if (deed === 'sessions') {
      this.change(id, { sessions: 0, lastSeenAt: null });
      return { status: 204 };
    }
    if (headers['if-match'] !== `"${found.version}"`) return problem(412);
    return this.acted(found, deed ?? 'change', body);
  }

  private acted({ id }: Person, deed: string, body: unknown): FakeAnswer {
    switch (deed) {
      case 'change': {
        const { name, role } = ChangePersonRequest.parse(body);
        return ok(
          this.change(id, { ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) }),
        );
      }
      case 'deactivate': {
        const { note } = DeactivatePersonRequest.parse(body);
        if (note !== undefined) this.notes.push(note);
        return ok(this.change(id, { disabledAt: AT, sessions: 0, lastSeenAt: null, openCases: 0 }));
      }
      case 'reactivate':
        return ok(this.change(id, { disabledAt: null }));
      case 'password':
        return ok(PersonWithPassword.parse({ person: this.change(id, { sessions: 0 }), password: 'told-only-once' }));
      default:
        return problem(404);
    }
  }

  private list(): PersonList {
    return PersonList.parse({ items: [...this.people.values()].sort((a, b) => a.name.localeCompare(b.name)) });
  }

  private added(asked: AddPersonRequest): FakeAnswer {
    if ([...this.people.values()].some(({ email }) => email === asked.email)) return problem(409);
    const added = this.add(person(String(820 + this.people.size), { ...asked, zone: asked.zone ?? 'UTC' }));
    return ok(PersonWithPassword.parse({ person: added, password: 'first-password' }));
  }

  private add(one: Person): Person {
    this.people.set(one.id, one);
    return one;
  }
}
