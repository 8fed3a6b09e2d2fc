import {
  DigestEditionName,
  DigestPreview,
  DigestsView,
  DigestSubscriptionsView,
  DigestTestAnswer,
  DigestView,
  SaveDigestRequest,
  type DigestDeliveryView,
  type Session,
} from '@earshot/contracts';
import { DIGEST_EDITIONS, type DigestEdition } from '@earshot/domain';
import { AINO, COLLEAGUES } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeDesk, type FakeRequest } from './fake-desk.js';

const READERS: readonly Session['user']['role'][] = ['lead', 'manager', 'ops', 'admin'];

const PREVIEW = {
  subject: 'Nordvik: 2 need an answer today',
  text: 'Good morning.\n\n2 need an answer today.\n',
  html: '<!doctype html><html lang="en"><head><title>Digest</title></head><body><table role="presentation" style="font-family: sans-serif"><tr><td><h1 style="color: #0e6570">Good morning</h1><p>2 need an answer today.</p></td></tr></table></body></html>',
};

/** The mails of readers: what they have set up, and what became of it. */
export class FakeDigests implements FakeDesk {
  deliveries: DigestDeliveryView[] = [];
  preview: DigestPreview = PREVIEW;
  /** False in a house without a mail server. */
  mailServer = true;
  private readonly known = new Map<string, DigestView>();

  constructor(private readonly role: Session['user']['role']) {}

  /** As a reader has set it up, or as a bounce has left it. */
  add(edition: DigestEdition, change: Partial<DigestView>, user: DigestView['user'] = AINO): void {
    const view = DigestView.parse({ ...beginning(edition, user), id: this.nextId(), enabled: true, ...change });
    this.known.set(`${user.id} ${edition}`, view);
  }

  of(edition: DigestEdition, userId = AINO.id): DigestView | undefined {
    return this.known.get(`${userId} ${edition}`);
  }

  answer({ path, method, query, body }: FakeRequest): FakeAnswer | null {
    const [what, part, deed] = path;
    if (what !== 'digests') return null;
    const userId = query.get('user') ?? AINO.id;
    if (!READERS.includes(this.role)) return problem(403);
    if ((part === 'readers' || userId !== AINO.id) && this.role !== 'admin') return problem(403);
    const user = COLLEAGUES.find(({ id }) => id === userId);
    if (user === undefined) return problem(404);
    if (part === 'readers') return ok(DigestSubscriptionsView.parse({ items: [...this.known.values()] }));
    if (part === undefined) return ok(this.all({ id: user.id, name: user.name }));
    const edition = DigestEditionName.parse(part);
    if (deed === 'preview') return ok(DigestPreview.parse(this.preview));
    if (deed === 'test') return this.sendTest(edition, userId);
    return method === 'PUT' ? this.save(edition, { id: user.id, name: user.name }, body) : problem(404);
  }

  private all(user: DigestView['user']): DigestsView {
    const editions = DIGEST_EDITIONS.map((edition) => this.of(edition, user.id) ?? beginning(edition, user));
    return DigestsView.parse({ editions, deliveries: this.deliveries });
  }

  private save(edition: DigestEdition, user: DigestView['user'], body: unknown): FakeAnswer {
    const read = SaveDigestRequest.safeParse(body);
    if (!read.success)
      return problem(
        400,
        read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      );
    const id = this.of(edition, user.id)?.id ?? this.nextId();
    const saved = DigestView.parse({ ...beginning(edition, user), ...read.data, id });
    this.known.set(`${user.id} ${edition}`, saved);
    return ok(saved);
  }

  private sendTest(edition: DigestEdition, userId: string): FakeAnswer {
    if (this.of(edition, userId) === undefined) return problem(404);
    if (!this.mailServer) return problem(409);
    return ok(DigestTestAnswer.parse({ to: 'aino@nordvik.example' }), 202);
  }

  private nextId(): string {
    return String(700 + this.known.size);
  }
}

function beginning(edition: DigestEdition, user: DigestView['user']): DigestView {
  return {
    edition,
    user,
    id: null,
    enabled: false,
    localTime: '08:00',
    days: [1, 2, 3, 4, 5, 6, 7],
    workingDaysOnly: true,
    calendar: null,
    zone: null,
    language: null,
    format: 'html',
    scope: { sourceIds: [], languages: [], ownerIds: [] },
    pausedAt: null,
    pauseReason: null,
    nextAt: null,
  };
}
