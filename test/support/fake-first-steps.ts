import { FirstSteps, type Session, type SourceDetail } from '@earshot/contracts';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** What a new house has done so far; put aside until a test begins it. */
export class FakeFirstSteps implements FakeDesk {
  private steps = { done: true, password: false, source: false, standards: false, colleague: true };

  constructor(
    private readonly role: Session['user']['role'],
    private readonly sources: ReadonlyMap<string, SourceDetail>,
  ) {}

  begin(): void {
    this.steps.done = false;
  }

  answer({ method, path: [what] }: FakeRequest): FakeAnswer | null {
    if (what !== 'first-steps') return null;
    if (this.role !== 'admin') return problem(403);
    if (method === 'DELETE') {
      this.steps.done = true;
      return { status: 204 };
    }
    const sample = [...this.sources.values()].find((source) => source.sample);
    return ok(
      FirstSteps.parse({
        ...this.steps,
        sample: sample === undefined ? null : { id: sample.id, name: sample.name, version: sample.version },
      }),
    );
  }
}
