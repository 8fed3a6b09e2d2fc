import { CaseView, type Alert } from '@earshot/contracts';
import { fakeCase, type CaseSketch } from './fake-data.js';
import type { FakeCases } from './fake-desk.js';

/** A case as the board lists it and as its page shows it. */
export interface KeptCase {
  readonly alert: Alert;
  readonly view: CaseView;
}

/** The cases in memory; every change counts the version up. */
export class FakeCaseStore implements FakeCases {
  private readonly cases = new Map<string, KeptCase>();
  private lastId = 0;

  /** @returns the ids, in the order of the sketches */
  add(sketches: readonly CaseSketch[]): string[] {
    return sketches.map((sketch) => {
      const id = ++this.lastId;
      this.cases.set(String(id), fakeCase(id, sketch));
      return String(id);
    });
  }

  all(): readonly KeptCase[] {
    return [...this.cases.values()];
  }

  /** @throws {Error} when there is no such case */
  get(id: string): KeptCase {
    const found = this.cases.get(id);
    if (found === undefined) throw new Error(`There is no case ${id}`);
    return found;
  }

  set(id: string, kept: KeptCase): void {
    this.cases.set(id, kept);
  }

  /** As a colleague does it, behind the reader's back. */
  changeAlert(id: string, change: Partial<Alert>): void {
    const { alert, view } = this.get(id);
    const version = alert.version + 1;
    this.cases.set(id, {
      alert: { ...alert, ...change, version },
      view: { ...view, version, ...(change.owner === undefined ? {} : { owner: change.owner }) },
    });
  }

  view(id: string): CaseView | null {
    return this.cases.get(id)?.view ?? null;
  }

  viewsOf(customerId: string): readonly CaseView[] {
    return this.views().filter(({ customer }) => customer.id === customerId);
  }

  views(): readonly CaseView[] {
    return this.all().map(({ view }) => view);
  }

  copy(id: string, change: Partial<CaseView>): CaseView {
    const { alert, view } = this.get(id);
    const caseId = String(++this.lastId);
    const made = CaseView.parse({ ...view, ...change, caseId, version: 1 });
    this.cases.set(caseId, { alert: { ...alert, caseId, version: 1 }, view: made });
    return made;
  }

  change(id: string, change: Partial<CaseView>): void {
    const { alert, view } = this.get(id);
    const version = alert.version + 1;
    const changed = CaseView.parse({ ...view, ...change, version });
    this.cases.set(id, {
      alert: { ...alert, version, state: changed.state, owner: changed.owner, severity: changed.severity },
      view: changed,
    });
  }
}
