import { AlertExportQuery, CustomerExportQuery, MessageExportQuery, type Session } from '@earshot/contracts';
import { problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const QUERIES = { alerts: AlertExportQuery, messages: MessageExportQuery, customers: CustomerExportQuery };

/** Files that hold nothing but the list and the filters they were asked for with. */
export class FakeExports implements FakeDesk {
  constructor(private readonly role: Session['user']['role']) {}

  answer({ path: [area, list], query }: FakeRequest): FakeAnswer | null {
    if (area !== 'export' || list === undefined || !(list in QUERIES)) return null;
    if (!['lead', 'manager', 'admin'].includes(this.role)) return problem(403);
    const asked = QUERIES[list as keyof typeof QUERIES].parse(Object.fromEntries(query));
    const type = asked.format === 'csv' ? 'text/csv' : 'application/jsonl';
    const file = { name: `earshot-${list}.${asked.format}`, type, text: JSON.stringify(asked) };
    return { status: 200, file };
  }
}
