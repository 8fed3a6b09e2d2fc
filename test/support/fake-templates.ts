import {
  PreviewTemplateRequest,
  RenderedTemplateView,
  SaveTemplatesRequest,
  TemplateBookList,
  TemplateBookView,
} from '@earshot/contracts';
import { InvalidInput, type Role } from '@earshot/domain';
import { PLACEHOLDER_NAMES, PLACEHOLDERS, templateFileOf } from '@earshot/follow-up';
import { AINO } from './fake-data.js';
import { ok, problem, type FakeAnswer, type FakeCases, type FakeDesk, type FakeRequest } from './fake-desk.js';

type Document = TemplateBookView['document'];

const WRITTEN: Document = {
  locale: 'en',
  templates: [
    { name: 'greeting', text: 'Dear {{customer.name}},' },
    { name: 'signature', text: 'Kind regards\n{{agent.name}}' },
    { name: 'acknowledge', text: 'thank you for writing to us. You will hear from me by {{due.date}} at the latest.' },
    { name: 'solved', text: 'thank you for your patience. {{solution}}' },
  ],
};

/** Reply templates in English and Finnish; what is saved becomes the next version. */
export class FakeTemplates implements FakeDesk {
  private readonly saved = new Map<string, { document: Document; note: string | null; at: string }[]>();

  constructor(
    private readonly cases: FakeCases,
    private readonly role: Role,
  ) {}

  /** As a colleague saves another version meanwhile. */
  saveElsewhere(language: string): void {
    this.add(language, this.inForce(language), 'From another desk');
  }

  answer({ path, method, query, body, headers }: FakeRequest): FakeAnswer | null {
    const [what, language, part] = path;
    if (what !== 'template-books') return null;
    if (language === undefined) return ok(this.list());
    if (method === 'GET') return ok(this.view(language, query.get('version') ?? this.idOf(language)));
    if (this.role !== 'manager' && this.role !== 'admin') return problem(403);
    try {
      return part === 'preview' ? this.preview(PreviewTemplateRequest.parse(body)) : this.save(language, body, headers);
    } catch (error) {
      if (error instanceof InvalidInput) return problem(400, error.faults);
      throw error;
    }
  }

  private save(language: string, body: unknown, headers: FakeRequest['headers']): FakeAnswer {
    const { document, note } = SaveTemplatesRequest.parse(body);
    templateFileOf(language, document);
    if (headers['if-match'] !== `"${this.idOf(language)}"`) return problem(412);
    this.add(language, document, note ?? null);
    return ok(this.view(language, this.idOf(language)));
  }

  private preview({ document, name, caseId }: PreviewTemplateRequest): FakeAnswer {
    const { greeting, signature, bodies } = templateFileOf('en', document);
    const view = this.cases.view(caseId);
    if (view === null) return problem(404);
    const text = [greeting, bodies.get(name) ?? '', signature]
      .join('\n\n')
      .replace('{{customer.name}}', view.customer.name)
      .replace('{{agent.name}}', AINO.name);
    const missing = [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, one = '']) => one);
    return ok(RenderedTemplateView.parse({ name, language: 'en', isFallback: false, text, missing }));
  }

  private add(language: string, document: Document, note: string | null): void {
    const versions = this.saved.get(language) ?? [];
    this.saved.set(language, [...versions, { document, note, at: new Date().toISOString() }]);
  }

  private idOf = (language: string): string => String(this.saved.get(language)?.length ?? 0);

  private inForce = (language: string): Document => this.saved.get(language)?.at(-1)?.document ?? WRITTEN;

  private list(): TemplateBookList {
    return TemplateBookList.parse({
      items: ['en', 'fi'].map((language) => ({ language, version: this.idOf(language) })),
      placeholders: PLACEHOLDER_NAMES.map((name) => ({ name, filledBy: PLACEHOLDERS[name] })),
    });
  }

  private view(language: string, id: string): TemplateBookView {
    const saved = this.saved.get(language) ?? [];
    const versions = saved
      .map(({ note, at }, index) => ({ id: String(index + 1), createdBy: AINO, createdAt: at, note }))
      .reverse();
    const file = { id: '0', createdBy: null, createdAt: null, note: null };
    const shown = [...versions, file].find((one) => one.id === id) ?? file;
    const document = saved[Number(id) - 1]?.document ?? WRITTEN;
    return TemplateBookView.parse({ ...shown, language, document, versions: [...versions, file] });
  }
}
