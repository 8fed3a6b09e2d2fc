import { SourceActionName, SourceDetail, SourceList, SourceView, type Session } from '@earshot/contracts';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** The sources as they are listed, shown, paused and resumed. */
export class FakeSources implements FakeDesk {
  constructor(
    private readonly sources: Map<string, SourceDetail>,
    private readonly role: Session['user']['role'],
  ) {}

  answer({ method, path }: FakeRequest): FakeAnswer | null {
    const [what, id, part, action, ...rest] = path;
    if (what !== 'sources' || rest.length > 0) return null;
    if (method === 'POST' && id !== undefined && part === 'actions' && action !== undefined)
      return this.act(id, SourceActionName.parse(action));
    if (method !== 'GET' || part !== undefined) return null;
    if (id === undefined)
      return ok(SourceList.parse({ items: [...this.sources.values()].map((source) => SourceView.parse(source)) }));
    const source = this.sources.get(id);
    return source === undefined ? problem(404) : ok(source);
  }

  private act(id: string, action: string): FakeAnswer {
    const source = this.sources.get(id);
    if (source === undefined) return problem(404);
    if (!['ops', 'admin'].includes(this.role)) return problem(403);
    const state = action === 'pause' ? 'paused' : action === 'resume' ? 'healthy' : source.state;
    const changed = SourceDetail.parse({ ...source, state, nextPollAt: new Date().toISOString() });
    this.sources.set(id, changed);
    return ok(changed);
  }
}
