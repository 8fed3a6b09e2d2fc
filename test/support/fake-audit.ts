import { AuditPage, AuditQuery, type AuditEntry, type Session } from '@earshot/contracts';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const MANY = 60;

/** What was done, the newest first: a failed sign-in, a new role, and many sources before. */
export class FakeAudit implements FakeDesk {
  private readonly entries: readonly AuditEntry[];

  constructor(private readonly role: Session['user']['role']) {
    const actor = { id: AINO.id, name: AINO.name };
    const nobody = { kind: 'user', id: AINO.id, name: AINO.name };
    const roles = { from: 'agent', to: 'lead' };
    const filtered = { filter: { list: 'overdue', severity: ['high', 'critical'] } };
    const told: Omit<AuditEntry, 'id' | 'at'>[] = [
      { actor: null, action: 'sign_in.failed', subject: nobody, detail: {} },
      { actor, action: 'user.changed', subject: { kind: 'user', id: '812', name: 'Ilze' }, detail: roles },
      { actor, action: 'export.alerts', subject: { kind: 'export', id: null, name: null }, detail: filtered },
      ...Array.from({ length: MANY }, (_, i) => ({
        actor,
        action: 'source.added',
        subject: { kind: 'source', id: String(i + 1), name: `Mailbox ${i + 1}` },
        detail: { kind: 'mailbox' },
      })),
    ];
    const at = Date.parse('2026-11-18T10:00:00Z');
    this.entries = told.map((entry, i) => ({
      ...entry,
      id: String(1_000 - i),
      at: new Date(at - i * 60_000).toISOString(),
    }));
  }

  answer({ path: [what], query }: FakeRequest): FakeAnswer | null {
    if (what !== 'audit') return null;
    if (this.role !== 'admin') return problem(403);
    const { actor, action, after, limit } = AuditQuery.parse(Object.fromEntries(query));
    const fitting = this.entries.filter(
      (entry) =>
        (actor === undefined || (actor === 'nobody' ? entry.actor === null : entry.actor?.id === actor)) &&
        (action === undefined || entry.action.startsWith(`${action}.`)) &&
        (after === undefined || Number(entry.id) < Number(after)),
    );
    const items = fitting.slice(0, limit);
    return ok(AuditPage.parse({ items, next: fitting.length > limit ? (items.at(-1)?.id ?? null) : null }));
  }
}
