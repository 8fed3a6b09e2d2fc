import {
  AttachmentView,
  OutgoingReplyView,
  PresenceRequest,
  PresenceView,
  ReplyComposer,
  ReplyDraftRequest,
  ReplyDraftView,
  ReplyList,
  ReplyRequest,
  ReplyRetryRequest,
} from '@earshot/contracts';
import { replyDeedsFrom } from '@earshot/domain';
import { AINO } from './fake-data.js';
import {
  ok,
  problem,
  type FakeAnswer,
  type FakeCases,
  type FakeDesk,
  type FakeFile,
  type FakeRequest,
} from './fake-desk.js';

type Outgoing = ReturnType<typeof OutgoingReplyView.parse>;

const NO_DRAFT: ReplyDraftView = {
  revision: 0,
  to: null,
  subject: null,
  text: '',
  messageId: null,
  updatedAt: null,
  attachments: [],
};

/** Replies, drafts and presence, in memory. */
export class FakeReplies implements FakeDesk {
  /** What was sent off, by the names of the requests: a repeated one changes nothing. */
  private readonly byKey = new Map<string, Outgoing>();
  private readonly outgoing = new Map<string, Outgoing[]>();
  private readonly drafts = new Map<string, ReplyDraftView>();
  private readonly composers = new Map<string, Partial<ReplyComposer>>();
  private lastId = 9_000;
  others: PresenceView['others'] = [];

  constructor(private readonly cases: FakeCases) {}

  /** What is special about answering a case: a channel that takes no replies, an address nobody reads. */
  composeWith(caseId: string, composer: Partial<ReplyComposer>): void {
    this.composers.set(caseId, composer);
  }

  draftOf(caseId: string): ReplyDraftView {
    return this.drafts.get(caseId) ?? NO_DRAFT;
  }

  /** As a second window of the same person would save it. */
  saveElsewhere(caseId: string, text: string): void {
    const draft = this.draftOf(caseId);
    const updatedAt = new Date().toISOString();
    this.drafts.set(caseId, { ...draft, text, revision: draft.revision + 1, updatedAt });
  }

  repliesOf(caseId: string): readonly Outgoing[] {
    return this.outgoing.get(caseId) ?? [];
  }

  /** The worker has got further with the newest reply of a case. */
  progress(caseId: string, state: Outgoing['state'], error: string | null = null): void {
    const replies = [...this.repliesOf(caseId)];
    const newest = replies.pop();
    if (newest === undefined) throw new Error(`Nothing was written in case ${caseId}`);
    this.outgoing.set(caseId, [...replies, moved(newest, state, error)]);
  }

  answer(request: FakeRequest): FakeAnswer | null {
    const { path, method } = request;
    const [cases, caseId, part, one, deed] = path;
    if (cases !== 'cases' || caseId === undefined || part === undefined) return null;
    if (this.cases.view(caseId) === null) return problem(404);
    if (part === 'presence') return this.presence(request);
    if (part === 'draft') return this.draft(caseId, request);
    if (part !== 'replies') return null;
    if (method === 'GET') return ok(this.list(caseId));
    return one === undefined || deed === undefined
      ? this.write(caseId, request)
      : this.decide(caseId, one, deed, request.body);
  }

  private presence({ method, body }: FakeRequest): FakeAnswer {
    if (method === 'DELETE') return { status: 204 };
    PresenceRequest.parse(body);
    return ok(PresenceView.parse({ others: this.others }));
  }

  private list(caseId: string): ReplyList {
    const view = this.cases.view(caseId);
    const newest = view?.messages.at(-1);
    const isMail = newest?.channel === 'email';
    const composer = {
      messageId: newest?.id ?? null,
      canReply: isMail,
      reason: isMail ? null : ('channel' as const),
      detail: isMail ? null : 'Shop reviews takes no replies: answer where the customer wrote',
      url: newest?.url ?? null,
      to: newest?.authorAddress ?? null,
      subject: newest?.subject ?? null,
      language: newest?.assessment?.language ?? null,
      warnings: [],
      attachmentTypes: ['.pdf', '.png', '.txt'],
      limit: null,
      ...this.composers.get(caseId),
    };
    return ReplyList.parse({ items: this.repliesOf(caseId), composer });
  }

  private write(caseId: string, { body, headers }: FakeRequest): FakeAnswer {
    const written = ReplyRequest.parse(body);
    const key = String(headers['idempotency-key']);
    const earlier = this.byKey.get(key);
    if (earlier !== undefined) return ok(earlier, 201);
    const view = this.cases.view(caseId);
    if (view?.version !== written.version) return problem(409);
    const reply = OutgoingReplyView.parse({
      id: String((this.lastId += 1)),
      state: 'queued',
      messageId: written.messageId,
      to: written.to ?? null,
      subject: written.subject,
      text: written.text,
      author: AINO,
      createdAt: new Date().toISOString(),
      sendingAt: null,
      sentAt: null,
      attempts: 0,
      error: null,
      deeds: replyDeedsFrom('queued'),
      seenReplyId: null,
      attachments: this.draftOf(caseId).attachments.filter(({ id }) => written.attachmentIds.includes(id)),
    });
    this.byKey.set(key, reply);
    this.outgoing.set(caseId, [...this.repliesOf(caseId), reply]);
    this.drafts.delete(caseId);
    this.cases.change(caseId, {});
    return ok(reply, 201);
  }

  private decide(caseId: string, replyId: string, deed: string, body: unknown): FakeAnswer {
    const found = this.repliesOf(caseId).find(({ id }) => id === replyId);
    if (found === undefined) return problem(404);
    const state = ({ retry: 'queued', discard: 'discarded', 'mark-sent': 'sent' } as const)[deed];
    if (state === undefined) return problem(404);
    const { to = found.to, subject = found.subject, text = found.text } = ReplyRetryRequest.parse(body ?? {});
    const changed = moved({ ...found, to, subject, text }, state, null);
    this.outgoing.set(
      caseId,
      this.repliesOf(caseId).map((other) => (other.id === replyId ? changed : other)),
    );
    return ok(changed);
  }

  private draft(caseId: string, { method, path, body }: FakeRequest): FakeAnswer {
    const draft = this.draftOf(caseId);
    if (path[3] === 'attachments') return this.attachment(caseId, draft, method, path[4], body);
    if (method === 'GET') return ok(ReplyDraftView.parse(draft));
    if (method === 'DELETE') {
      this.drafts.delete(caseId);
      return { status: 204 };
    }
    const { revision, ...words } = ReplyDraftRequest.parse(body);
    if (revision !== draft.revision) return problem(409);
    const saved = { ...draft, ...words, revision: revision + 1, updatedAt: new Date().toISOString() };
    this.drafts.set(caseId, ReplyDraftView.parse(saved));
    return ok(saved);
  }

  private attachment(
    caseId: string,
    draft: ReplyDraftView,
    method: string,
    attachmentId: string | undefined,
    body: unknown,
  ): FakeAnswer {
    if (method === 'DELETE') {
      const attachments = draft.attachments.filter(({ id }) => id !== attachmentId);
      this.drafts.set(caseId, { ...draft, attachments });
      return { status: 204 };
    }
    const file = body as FakeFile;
    const kept = AttachmentView.parse({ id: String((this.lastId += 1)), type: 'application/pdf', ...file });
    const revision = Math.max(1, draft.revision);
    this.drafts.set(caseId, { ...draft, revision, attachments: [...draft.attachments, kept] });
    return ok(kept, 201);
  }
}

function moved(reply: Outgoing, state: Outgoing['state'], error: string | null): Outgoing {
  const sentAt = state === 'sent' ? new Date().toISOString() : null;
  return OutgoingReplyView.parse({ ...reply, state, error, sentAt, deeds: replyDeedsFrom(state) });
}
