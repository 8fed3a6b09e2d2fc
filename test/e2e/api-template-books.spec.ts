import {
  RenderedTemplateView,
  TemplateBookList,
  TemplateBookView,
  TemplateList,
  type Problem,
  type TemplateDocumentView,
} from '@earshot/contracts';
import type { Test } from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

let api: TestApi;
let agent: Client;
let manager: Client;
beforeEach(async () => {
  api = await startApi();
  [agent, manager] = await Promise.all([api.signedIn('agent'), api.signedIn('manager')]);
});
afterEach(() => api.stop());

const shown = async (language: string, query = ''): Promise<TemplateBookView> =>
  TemplateBookView.parse((await agent.get(`/api/v1/template-books/${language}${query}`).expect(200)).body);
const save = (by: Client, language: string, body: object, seen = '"0"'): Test =>
  by.put(`/api/v1/template-books/${language}`, body).set('If-Match', seen);
const withSolved = (document: TemplateDocumentView, text: string): TemplateDocumentView => ({
  ...document,
  templates: document.templates.map((one) => (one.name === 'solved' ? { ...one, text } : one)),
});
const offered = async (language: string): Promise<TemplateList['items']> =>
  TemplateList.parse((await agent.get(`/api/v1/templates?language=${language}`).expect(200)).body).items;

describe('the reply templates of a language', () => {
  it('are those of the file until somebody saves others, which every answer is then written from', async () => {
    const list = TemplateBookList.parse((await agent.get('/api/v1/template-books').expect(200)).body);
    expect(list.items).toContainEqual({ language: 'fi', version: '0' });
    expect(list.placeholders).toContainEqual({ name: 'solution', filledBy: 'person' });

    const before = await shown('fi');
    expect(before).toMatchObject({ id: '0', createdAt: null, versions: [{ id: '0' }] });
    const document = withSolved(before.document, 'Asia on nyt hoidettu. {{solution}}');
    const saved = await save(manager, 'fi', { document, note: 'Shorter' }).expect(200).expect('ETag', '"1"');
    expect(TemplateBookView.parse(saved.body)).toMatchObject({
      id: '1',
      note: 'Shorter',
      createdBy: { id: manager.session.user.id },
      versions: [{ id: '1' }, { id: '0' }],
    });
    expect((await offered('fi')).find(({ name }) => name === 'solved')?.text).toContain('Asia on nyt hoidettu.');
    expect((await shown('fi', '?version=0')).document).toEqual(before.document);
    await agent.get('/api/v1/template-books/fi?version=7').expect(404);
    const [audited] = await api.dataSource.query<object[]>(
      `select action, detail from audit_events where subject_kind = 'templates'`,
    );
    expect(audited).toEqual({ action: 'templates.save', detail: { language: 'fi', before: '0' } });
  });

  it('are archived by leaving them out, and stay in the earlier versions', async () => {
    const { document } = await shown('fi');
    const templates = document.templates.filter(({ name }) => name !== 'win-back');
    await save(manager, 'fi', { document: { ...document, templates } }).expect(200);
    expect((await offered('fi')).find(({ name }) => name === 'win-back')).toMatchObject({ isFallback: true });
    expect((await shown('fi', '?version=0')).document.templates.map(({ name }) => name)).toContain('win-back');
  });

  it('are not overwritten by who did not see the newest version', async () => {
    const { document } = await shown('fi');
    await save(manager, 'fi', { document }).expect(200);
    const late = await save(manager, 'fi', { document }).expect(412);
    expect((late.body as Problem).detail).toBe(
      'The templates were changed by somebody else: version 1 is in force, you saw 0',
    );
    await manager.put('/api/v1/template-books/fi', { document }).expect(428);
  });

  it('are refused with the place of every fault, and edited by managers only', async () => {
    const { document } = await shown('en');
    const wrong = await save(manager, 'en', { document: withSolved(document, 'All is well.\n{{solutoin}}') }).expect(
      400,
    );
    expect((wrong.body as Problem).faults).toMatchObject([{ path: 'templates.solved:2' }]);
    const templates = document.templates.filter(({ name }) => name !== 'acknowledge');
    const gone = await save(manager, 'en', { document: { ...document, templates } }).expect(400);
    expect((gone.body as Problem).faults?.[0]?.message).toContain('must have a section [acknowledge]');
    await save(agent, 'en', { document }).expect(403);
    await agent.get('/api/v1/template-books/xx').expect(404);
  });

  it('are tried on a real case before they are saved', async () => {
    const sourceId = await insertSource(api.dataSource);
    const caseId = await insertCase(api.dataSource, { sourceId, writtenAt: new Date() });
    const { document } = await shown('en');
    const draft = withSolved(document, 'It is done, {{agent.name}} saw to it. {{solution}}');
    const tried = await manager
      .post('/api/v1/template-books/en/preview', { document: draft, name: 'solved', caseId })
      .expect(200);
    const rendered = RenderedTemplateView.parse(tried.body);
    expect(rendered.text).toContain(`It is done, ${manager.session.user.name} saw to it.`);
    expect(rendered.missing).toContain('solution');
    expect((await shown('en')).id).toBe('0');
  });
});
