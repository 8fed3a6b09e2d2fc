import { CaseActionName, CaseActionRequest, CaseView, type Alert } from '@earshot/contracts';
import type { FakeCaseStore } from './fake-case-store.js';
import { actionsFrom, AINO, COLLEAGUES } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

type ActionName = ReturnType<typeof CaseActionName.parse>;

const STATE_AFTER: Partial<Record<ActionName, Alert['state']>> = {
  answered: 'acknowledged',
  acknowledge: 'acknowledged',
  wait: 'waiting',
  resume: 'acknowledged',
  'not-a-complaint': 'not_a_complaint',
  reopen: 'reopened',
};

/** The page of a case, and what a person does to it from there or from the board. */
export class FakeCaseActions implements FakeDesk {
  constructor(private readonly cases: FakeCaseStore) {}

  answer({ method, path, body }: FakeRequest): FakeAnswer | null {
    const [what, id, part, action, ...rest] = path;
    if (what !== 'cases' || id === undefined || rest.length > 0) return null;
    if (method === 'GET' && part === undefined) {
      const view = this.cases.view(id);
      return view === null ? problem(404) : ok(CaseView.parse(view));
    }
    if (method !== 'POST' || part !== 'actions' || action === undefined) return null;
    return this.act(id, CaseActionName.parse(action), CaseActionRequest.parse(body));
  }

  private act(id: string, action: ActionName, request: CaseActionRequest): FakeAnswer {
    const { alert, view } = this.cases.get(id);
    if (alert.version !== request.version) return problem(409);
    const now = new Date().toISOString();
    const tasks = tasksAfter(view.tasks, action, now);
    const isOpen = tasks.some((task) => task.state === 'open');
    const owner = ownerAfter(alert.owner, action, request);
    const changed = {
      version: alert.version + 1,
      owner,
      severity: request.severity ?? alert.severity,
      state: STATE_AFTER[action] ?? alert.state,
    };
    this.cases.set(id, {
      alert: {
        ...alert,
        ...changed,
        dueAt: isOpen ? (tasks[0]?.dueAt ?? null) : null,
        answeredAt: action === 'answered' ? now : isOpen ? null : alert.answeredAt,
      },
      view: { ...view, ...changed, tasks, actions: actionsFrom(changed.state, isOpen, owner?.id ?? null) },
    });
    return ok(CaseView.parse(this.cases.view(id)));
  }
}

function tasksAfter(tasks: CaseView['tasks'], action: ActionName, now: string): CaseView['tasks'] {
  if (action === 'answered' || action === 'not-a-complaint')
    return tasks.map((task) => ({ ...task, state: 'done', closedAt: now }));
  if (action === 'reopen') return tasks.map((task) => ({ ...task, state: 'open', closedAt: null }));
  return tasks;
}

function ownerAfter(owner: Alert['owner'], action: ActionName, { assignee }: CaseActionRequest): Alert['owner'] {
  switch (action) {
    case 'assign-to-me':
      return AINO;
    case 'unassign':
      return null;
    case 'assign':
      return COLLEAGUES.find(({ id }) => id === assignee) ?? null;
    default:
      return owner;
  }
}
