import {
  MergeRequest,
  MovementAnswer,
  MovementList,
  SplitRequest,
  UndoMovementRequest,
  type CaseEventView,
  type CaseView,
  type MovementView,
} from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

interface Kept {
  readonly record: MovementView;
  /** Both cases as they were before. */
  readonly before: readonly [CaseView, CaseView];
}

/** Merging, splitting and taking it back: messages go from one case to another. */
export class FakeMovements implements FakeDesk {
  private readonly kept: Kept[] = [];

  constructor(private readonly cases: FakeCases) {}

  answer({ path, method, body }: FakeRequest): FakeAnswer | null {
    const [what, caseId = '', part, movementId] = path;
    if (what !== 'cases' || !['merge', 'split', 'movements'].includes(part ?? '')) return null;
    const view = this.cases.view(caseId);
    if (view === null) return problem(404);
    if (part === 'movements') return method === 'GET' ? ok(this.list(view)) : this.undo(view, movementId ?? '', body);
    return part === 'merge' ? this.merge(view, MergeRequest.parse(body)) : this.split(view, SplitRequest.parse(body));
  }

  private merge(into: CaseView, request: MergeRequest): FakeAnswer {
    const other = this.cases.view(request.caseId);
    if (other === null) return problem(404);
    if (into.version !== request.version || other.version !== request.otherVersion) return problem(409);
    if (other.customer.id !== into.customer.id && !request.confirmDifferentCustomers) return problem(400);
    const id = this.keep('merge', other, into, other.messages.length);
    this.cases.change(into.caseId, {
      messages: [...into.messages, ...other.messages],
      events: [...into.events, event(`${id}1`, 'merged_from', id, other.caseId)],
    });
    this.cases.change(other.caseId, {
      messages: [],
      mergedInto: into.caseId,
      actions: [],
      events: [...other.events, event(`${id}2`, 'merged_into', id, into.caseId)],
    });
    return ok(this.outcome(id, into.caseId, into.caseId, other.caseId));
  }

  private split(from: CaseView, request: SplitRequest): FakeAnswer {
    if (from.version !== request.version) return problem(409);
    const isMoved = ({ id }: { id: string }): boolean => request.messageIds.includes(id);
    const made = this.cases.copy(from.caseId, { messages: from.messages.filter(isMoved), replies: [] });
    const id = this.keep('split', from, made, request.messageIds.length);
    this.cases.change(from.caseId, {
      messages: from.messages.filter((message) => !isMoved(message)),
      events: [...from.events, event(`${id}1`, 'split_off', id, made.caseId)],
    });
    return ok(this.outcome(id, made.caseId, from.caseId, made.caseId), 201);
  }

  private undo(view: CaseView, movementId: string, body: unknown): FakeAnswer {
    const found = this.kept.findIndex(({ record }) => record.id === movementId);
    const kept = this.kept[found];
    if (kept === undefined) return problem(404);
    if (UndoMovementRequest.parse(body).version !== view.version) return problem(409);
    this.kept[found] = { ...kept, record: { ...kept.record, undoneAt: new Date().toISOString() } };
    for (const { version: _version, ...before } of kept.before) this.cases.change(before.caseId, before);
    const { fromCaseId, toCaseId } = kept.record;
    const otherId = fromCaseId === view.caseId ? toCaseId : fromCaseId;
    return ok(this.outcome(movementId, fromCaseId, view.caseId, otherId));
  }

  private outcome(movementId: string, caseId: string, pathId: string, otherId: string): MovementAnswer {
    const versionOf = (id: string): number => this.cases.view(id)?.version ?? 1;
    return MovementAnswer.parse({
      ...{ movementId, caseId, stayedMessageIds: [] },
      ...{ version: versionOf(pathId), otherVersion: versionOf(otherId) },
    });
  }

  private list({ caseId, mergedInto }: CaseView): MovementList {
    const items = this.kept
      .map(({ record }) => record)
      .filter(({ fromCaseId, toCaseId }) => fromCaseId === caseId || toCaseId === caseId)
      .map((record) => ({
        ...record,
        fromVersion: this.cases.view(record.fromCaseId)?.version,
        toVersion: this.cases.view(record.toCaseId)?.version,
      }));
    return MovementList.parse({ mergedInto, items });
  }

  private keep(kind: MovementView['kind'], from: CaseView, to: CaseView, messages: number): string {
    const id = String(40_000 + this.kept.length);
    const record = {
      id,
      kind,
      fromCaseId: from.caseId,
      toCaseId: to.caseId,
      fromVersion: from.version,
      toVersion: to.version,
      messages,
      at: new Date().toISOString(),
      actor: AINO,
      undoneAt: null,
      obstacle: null,
    };
    this.kept.push({ record, before: [from, to] });
    return id;
  }
}

function event(id: string, type: string, movementId: string, caseId: string): CaseEventView {
  return { id, at: new Date().toISOString(), actor: AINO, type, detail: { movementId, caseId } };
}
