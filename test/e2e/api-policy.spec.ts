import {
  AlertPage,
  CalendarYearView,
  OpenHoursView,
  PolicyPreviewView,
  PolicyVersionPage,
  PolicyView,
  type Problem,
} from '@earshot/contracts';
import { parsePolicyDocument } from '@earshot/domain';
import { PolicyFiles } from '@earshot/follow-up';
import type { Test } from 'supertest';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { insertRunning } from '../support/running-clocks.js';

const helsinki = { name: 'FI', zone: 'Europe/Helsinki', country: 'FI', hours: '09:00-17:00' };
const written = {
  calendars: [helsinki],
  standards: [{ name: 'default', firstAnswer: '3 working days' }],
  escalation: [{ at: 'when due', tell: ['owner'] }],
};
const files = new PolicyFiles(parsePolicyDocument(written, ''), () => null);
const closedOnTheEve = { ...helsinki, closed: [{ day: '12-24', name: 'Christmas Eve' }] };

/** A Monday. */
const NOW = new Date('2026-12-21T08:00:00Z');
const WRITTEN_AT = new Date('2026-12-21T07:30:00Z');

let api: TestApi;
let agent: Client;
let manager: Client;
beforeEach(async () => {
  api = await startApi({ policy: files });
  api.clock.advance(NOW.getTime() - api.clock.now().getTime());
  [agent, manager] = await Promise.all([api.signedIn('agent'), api.signedIn('manager')]);
});
afterEach(() => api.stop());

const save = (by: Client, body: object, seen = '"0"'): Test => by.put('/api/v1/policy', body).set('If-Match', seen);
const shown = async (): Promise<PolicyView> => PolicyView.parse((await agent.get('/api/v1/policy').expect(200)).body);

describe('the policy', () => {
  it('is that of the files until somebody saves another, and everybody may read it', async () => {
    const answer = await agent.get('/api/v1/policy').expect(200).expect('ETag', '"0"');
    expect(PolicyView.parse(answer.body)).toMatchObject({
      id: '0',
      createdAt: null,
      createdBy: null,
      document: { standards: [{ name: 'default', firstAnswer: '3 working days' }] },
    });
  });

  it('is saved as a new version that names its author and reason', async () => {
    const answer = await save(manager, { document: { ...written, escalation: [] }, note: 'Too many mails' }).expect(
      200,
    );
    expect(answer.get('ETag')).toBe('"1"');
    expect(await shown()).toMatchObject({
      id: '1',
      note: 'Too many mails',
      createdBy: { id: manager.session.user.id },
      document: { escalation: [] },
    });
    const versions = PolicyVersionPage.parse((await agent.get('/api/v1/policy/versions').expect(200)).body);
    expect(versions).toMatchObject({ items: [{ id: '1', note: 'Too many mails' }], next: null });
    const [audited] = await api.dataSource.query<{ action: string; detail: object }[]>(
      `select action, detail from audit_events where subject_kind = 'policy'`,
    );
    expect(audited).toMatchObject({ action: 'policy.save', detail: { before: '0', retime: 'none', moved: 0 } });
  });

  it('can be put back, also to what the files say', async () => {
    await save(manager, { document: { ...written, escalation: [] } }).expect(200);
    const restore = (id: string, seen: string) =>
      manager.post(`/api/v1/policy/versions/${id}/restore`).set('If-Match', seen);
    await restore('0', '"0"').expect(412);
    await restore('7', '"1"').expect(404);
    await restore('0', '"1"').expect(200);
    expect(await shown()).toMatchObject({ id: '2', document: { escalation: [{ at: 'when due' }] } });
  });

  it('is not overwritten by who did not see it', async () => {
    const document = { ...written, escalation: [] };
    const answers = await Promise.all(Array.from({ length: 5 }, () => save(manager, { document })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    expect((answers.find(({ status }) => status === 412)?.body as Problem).detail).toBe(
      'The policy was changed by somebody else: version 1 is in force, you saw 0',
    );
    await manager.put('/api/v1/policy', { document }).expect(428);
    await save(manager, { document }, 'W/"1"').expect(428);
  });

  it('is tried with a warning of what no message can ever have', async () => {
    const twin = { name: 'Never', firstAnswer: '9 working days' };
    const document = { ...written, standards: [...written.standards, twin] };
    const tried = await manager.post('/api/v1/policy/preview', { document }).expect(200);
    expect(PolicyPreviewView.parse(tried.body).warnings).toEqual([
      {
        path: `standards[${written.standards.length}].match`,
        message: expect.stringContaining('is never used') as string,
      },
    ]);
    const sound = await manager.post('/api/v1/policy/preview', { document: written }).expect(200);
    expect(PolicyPreviewView.parse(sound.body).warnings).toEqual([]);
  });

  it('is edited by managers only', async () => {
    await save(agent, { document: written }).expect(403);
    await agent.post('/api/v1/policy/preview', { document: written }).expect(403);
    await save(await api.signedIn('lead'), { document: written }).expect(403);
    await save(await api.signedIn('admin'), { document: written }).expect(200);
  });

  it.each([
    [{ document: written, retiem: 'all' }, [{ path: 'retiem', message: 'is not known here' }]],
    [{ document: { ...written, standard: [] } }, [{ path: '', message: "'standard' is not known here" }]],
    [
      { document: { ...written, standards: [{ name: 'a', firstAnswer: 'soon', calendar: 'Mars' }] } },
      [{ path: 'standards[0].firstAnswer', message: expect.stringMatching(/must be a time .*'soon'/) as string }],
    ],
    [
      {
        document: {
          ...written,
          calendars: [{ ...helsinki, zone: 'Mars' }],
          standards: [{ name: 'a', firstAnswer: 1, calendar: 'b' }],
        },
      },
      [
        { path: 'calendars[0].zone', message: expect.stringContaining("'Mars' is not a zone") as string },
        { path: 'standards[0].calendar', message: expect.stringContaining("'b' is not a calendar") as string },
      ],
    ],
  ])('is refused with every fault and its place: %#', async (body, faults) => {
    const answer = await save(manager, body).expect(400);
    expect((answer.body as Problem).faults).toEqual(faults);
    await manager.post('/api/v1/policy/preview', body).expect(400);
    expect((await shown()).id).toBe('0');
  });
});

describe('deadlines that an edited policy would move', () => {
  const document = { ...written, calendars: [closedOnTheEve] };

  it('are shown before it is saved, and nothing is changed', async () => {
    const [caseId] = await insertRunning(api.dataSource, 1, files, WRITTEN_AT);
    const answer = await manager.post('/api/v1/policy/preview', { document }).expect(200);
    expect(PolicyPreviewView.parse(answer.body)).toMatchObject({
      running: 1,
      earlier: 0,
      later: 1,
      overdueAtOnce: 0,
      moves: [
        {
          caseId,
          kind: 'answer',
          from: '2026-12-24T15:00:00.000Z',
          to: '2026-12-28T15:00:00.000Z',
          workingMinutes: 480,
        },
      ],
    });
    expect((await shown()).id).toBe('0');
    const sooner = { ...written, standards: [{ name: 'default', firstAnswer: '5 working minutes' }] };
    const all = await manager.post('/api/v1/policy/preview', { document: sooner, retime: 'all' }).expect(200);
    expect(all.body).toMatchObject({ earlier: 1, overdueAtOnce: 1 });
  });

  it('stay where they are unless it is asked for', async () => {
    const [caseId] = await insertRunning(api.dataSource, 1, files, WRITTEN_AT);
    await save(manager, { document }).expect(200);
    const found = await agent.get(`/api/v1/cases/${caseId}`).expect(200);
    expect(found.body).toMatchObject({ tasks: [{ dueAt: '2026-12-24T15:00:00.000Z' }] });
  });

  it('move with it when it is asked for: task, commitment, case and timeline tell the same', async () => {
    const [caseId] = await insertRunning(api.dataSource, 1, files, WRITTEN_AT);
    const before = (await agent.get(`/api/v1/cases/${caseId}`).expect(200)).body as { version: number };
    await save(manager, { document, retime: 'calendar' }).expect(200);
    const after = (await agent.get(`/api/v1/cases/${caseId}`).expect(200)).body as {
      version: number;
      events: { type: string }[];
    };
    expect(after).toMatchObject({
      version: before.version + 1,
      tasks: [
        {
          dueAt: '2026-12-28T15:00:00.000Z',
          commitment: { derivation: expect.arrayContaining([expect.stringContaining('Christmas Eve')]) as string[] },
        },
      ],
    });
    expect(after.events.at(-1)).toMatchObject({
      type: 'deadline_moved',
      actor: { id: manager.session.user.id },
      detail: {
        why: 'policy',
        policyId: '1',
        from: '2026-12-24T15:00:00.000Z',
        to: '2026-12-28T15:00:00.000Z',
        workingMinutes: 480,
      },
    });
    const [row] = await api.dataSource.query<object[]>(
      'select c.due_at, t.next_step_at from cases c join tasks t on t.case_id = c.id',
    );
    expect(row).toEqual({ due_at: new Date('2026-12-28T15:00:00Z'), next_step_at: expect.any(Date) as Date });
  });
});

describe('a calendar', () => {
  it('tells what is closed in a year, and why', async () => {
    const answer = await agent.get('/api/v1/calendars/FI?year=2026').expect(200);
    const year = CalendarYearView.parse(answer.body);
    expect(year).toMatchObject({ name: 'FI', zone: 'Europe/Helsinki', year: 2026 });
    expect(year.days).toContainEqual({ day: '2026-12-25', name: 'Christmas Day', hours: null });
    expect(year.days.map(({ day }) => day)).not.toContain('2026-12-24');
    await agent.get('/api/v1/calendars/Mars?year=2026').expect(404);
    await agent.get('/api/v1/calendars/FI?year=never').expect(400);
  });

  it('can be tried before it is saved', async () => {
    const calendar = { ...closedOnTheEve, working: [{ day: '2026-12-19', name: 'Rush', hours: '10:00-14:00' }] };
    const answer = await manager.post('/api/v1/calendars/preview', { calendar, year: 2026 }).expect(200);
    expect(CalendarYearView.parse(answer.body).days).toEqual(
      expect.arrayContaining([
        { day: '2026-12-19', name: 'Rush', hours: '10:00-14:00' },
        { day: '2026-12-24', name: 'Christmas Eve', hours: null },
      ]),
    );
    const wrong = await manager.post('/api/v1/calendars/preview', {
      calendar: { ...calendar, zone: 'Mars' },
      year: 2026,
    });
    expect(wrong.status).toBe(400);
    await agent.post('/api/v1/calendars/preview', { calendar, year: 2026 }).expect(403);
  });

  it('tells when work is done, so that a page can count working time down', async () => {
    const hours = OpenHoursView.parse((await agent.get('/api/v1/open-hours').expect(200)).body);
    expect(hours.calendars).toMatchObject([{ name: 'FI', zone: 'Europe/Helsinki' }]);
    const days = hours.calendars[0]?.days ?? [];
    expect(days).toContainEqual({
      day: '2026-12-28',
      open: [{ from: '2026-12-28T07:00:00.000Z', to: '2026-12-28T15:00:00.000Z' }],
    });
    expect(days.map(({ day }) => day)).not.toContain('2026-12-25');
    expect(Date.parse(hours.from)).toBeLessThan(NOW.getTime());
    expect(Date.parse(hours.to)).toBeGreaterThan(NOW.getTime());
    await insertRunning(api.dataSource, 1, files, WRITTEN_AT);
    const { items } = AlertPage.parse((await agent.get('/api/v1/alerts').expect(200)).body);
    expect(items).toMatchObject([{ calendar: 'FI', dueAt: '2026-12-24T15:00:00.000Z' }]);
  });
});
