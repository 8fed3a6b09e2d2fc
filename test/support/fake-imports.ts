import { ImportAnswer, type Session } from '@earshot/contracts';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeFile, type FakeRequest } from './fake-desk.js';

const FOUND = {
  rows: 100_000,
  readable: 99_998,
  rejected: 2,
  faults: [
    { row: 17, column: 'rating', value: 'bad', message: 'must be a number from 1 to 5' },
    { row: 99_000, column: null, value: null, message: 'has no words of the customer' },
  ],
};

/** Takes files as they are chosen in the dashboard; what is in them is what the test says. */
export class FakeImports implements FakeDesk {
  /** What came beside each file, the latest last. */
  readonly forms: FakeFile['fields'][] = [];
  /** Why the next file is refused as a whole; `null` when it is taken. */
  refusal: string | null = null;

  constructor(private readonly role: Session['user']['role']) {}

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    if (path[0] !== 'imports' || method !== 'POST') return null;
    if (this.role !== 'ops' && this.role !== 'admin') return problem(403);
    const { fields } = body as FakeFile;
    this.forms.push(fields);
    if (this.refusal !== null) return problem(400, [{ path: 'file', message: this.refusal }]);
    const isTried = fields['dryRun'] === 'true';
    const { rows: seen, readable: stored, rejected: quarantined } = FOUND;
    const ledger = { seen, stored, duplicate: 0, skipped: {}, quarantined };
    return ok(ImportAnswer.parse({ ...FOUND, sourceId: isTried ? null : '3', ledger: isTried ? null : ledger }));
  }
}
