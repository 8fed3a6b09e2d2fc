import {
  ByHandAnswer,
  ByHandRequest,
  MessageDetail,
  MessageListPage,
  MessageListQuery,
  VerdictRequest,
  type MessageSummary,
} from '@earshot/contracts';
import { AINO, SOURCES } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

/** What a test says of a message; the rest is made up so that it fits. */
export type MessageSketch = Partial<MessageSummary> & { readonly author: string; readonly text: string };

const EXCERPT = 280;

/** Everything that was read, the newest first. A verdict that somebody is unhappy puts the message into the first case. */
export class FakeMessages implements FakeDesk {
  /** What was typed in, the latest last, and what each comes to. */
  readonly typedIn: ByHandRequest[] = [];
  becomes: Omit<ByHandAnswer, 'messageId'> = { caseId: '1', verdict: 'dissatisfied' };
  private readonly messages = new Map<string, { summary: MessageSummary; text: string }>();

  add(sketches: readonly MessageSketch[]): void {
    for (const { text, ...sketch } of sketches) {
      const id = String(5_000 + this.messages.size);
      const sentAt = new Date(Date.now() - this.messages.size * 3_600_000).toISOString();
      const summary = {
        id,
        caseId: null,
        customerId: null,
        source: SOURCES.forum,
        channel: 'forum' as const,
        kind: 'person' as const,
        sentAt,
        receivedAt: sentAt,
        removedAt: null,
        subject: null,
        excerpt: { text: text.slice(0, EXCERPT), signals: [] },
        longer: text.length > EXCERPT,
        rating: null,
        assessment: {
          language: 'en',
          verdict: 'not_dissatisfied' as const,
          probability: 0.08,
          severity: 'none' as const,
        },
        taught: null,
        ...sketch,
      };
      this.messages.set(id, { summary, text });
    }
  }

  answer({ path, method, query, body }: FakeRequest): FakeAnswer | null {
    const [what, id, deed] = path;
    if (what !== 'messages') return null;
    if (id === undefined) return ok(this.page(MessageListQuery.parse(Object.fromEntries(query))));
    if (id === 'by-hand') return this.takeByHand(body);
    const found = this.messages.get(id);
    if (deed === 'verdict') return this.judge(id, found?.summary, VerdictRequest.parse(body));
    return found === undefined || method !== 'GET' ? problem(404) : ok(detailOf(found));
  }

  private takeByHand(body: unknown): FakeAnswer {
    const { data, error } = ByHandRequest.safeParse(body);
    if (data === undefined)
      return problem(
        400,
        error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      );
    this.typedIn.push(data);
    return ok(ByHandAnswer.parse({ messageId: String(9_000 + this.typedIn.length), ...this.becomes }), 201);
  }

  private page(query: MessageListQuery): MessageListPage {
    const fitting = [...this.messages.values()].filter(({ summary, text }) => fits(summary, text, query));
    const start = query.after === undefined ? 0 : Number(query.after);
    const items = fitting.slice(start, start + query.limit).map(({ summary }) => summary);
    const end = start + items.length;
    return MessageListPage.parse({ items, next: end < fitting.length ? String(end) : null });
  }

  /** Messages of cases are judged too; what happens to their case is the business of its own desk. */
  private judge(id: string, summary: MessageSummary | undefined, verdict: VerdictRequest): FakeAnswer {
    const caseId = verdict.dissatisfied ? (summary?.caseId ?? '1') : (summary?.caseId ?? null);
    if (summary !== undefined) {
      const taught = { dissatisfied: verdict.dissatisfied, severity: null, at: new Date().toISOString(), by: AINO };
      const known = this.messages.get(id);
      if (known !== undefined) this.messages.set(id, { ...known, summary: { ...summary, caseId, taught } });
    }
    return ok({ messageId: id, caseId });
  }
}

function detailOf({ summary, text }: { summary: MessageSummary; text: string }): MessageDetail {
  const { excerpt, longer: _, assessment, ...rest } = summary;
  return MessageDetail.parse({
    ...rest,
    text,
    revision: 1,
    authorAddress: null,
    quoted: null,
    signature: null,
    url: null,
    attachments: [],
    tags: [],
    assessment:
      assessment === null
        ? null
        : {
            ...assessment,
            languageConfidence: 0.9,
            signals: excerpt.signals,
            escalations: [],
            topics: [],
            model: 'test-1',
          },
  });
}

function fits(summary: MessageSummary, text: string, query: MessageListQuery): boolean {
  const words = (query.text ?? '').toLowerCase().split(/\s+/);
  const read = `${summary.author} ${summary.subject ?? ''} ${text}`.toLowerCase();
  return (
    words.every((word) => read.includes(word)) &&
    (query.verdict === undefined || summary.assessment?.verdict === query.verdict) &&
    (query.case === undefined || (query.case === 'with') === (summary.caseId !== null)) &&
    (query.language === undefined || summary.assessment?.language === query.language) &&
    (query.source === undefined || summary.source.id === query.source)
  );
}
