import { PUSHED_KINDS, SourceDetail, SourceList } from '@earshot/contracts';
import { AuditEventEntity, PollEntity, QuarantineEntity, SourceDayEntity, SourceEntity } from '@earshot/persistence';
import { Client, startApi, type TestApi } from '../support/api.js';
import { insertSource } from '../support/case-data.js';
import { addPushedSource } from '../support/delivery.js';

let api: TestApi;
let agent: Client;
let ops: Client;
let id: string;
let itemId: string;
const RAW = Buffer.from('<script>alert(1)</script>\0\xff', 'latin1');

beforeAll(async () => {
  api = await startApi();
  agent = await api.signedIn('agent');
  ops = await api.signedIn('ops');
  id = await insertSource(api.dataSource);
  await insertSource(api.dataSource, 'Another');
  const polls = api.dataSource.getRepository(PollEntity);
  const today = new Date();
  const yesterday = new Date(today.getTime() - 86_400_000);
  const days = api.dataSource.getRepository(SourceDayEntity);
  const poll = async (startedAt: Date, counts: Partial<PollEntity>): Promise<void> => {
    await polls.save(polls.create({ sourceId: id, startedAt, outcome: 'succeeded', ...counts }));
    const { seen, stored, duplicate, skipped, skippedCount, quarantined } = counts;
    if (seen !== undefined) {
      const day = startedAt.toISOString().slice(0, 10);
      await days.save({ sourceId: id, day, seen, stored, duplicate, skipped, skippedCount, quarantined });
    }
  };
  await poll(yesterday, {
    seen: 10,
    stored: 5,
    duplicate: 2,
    skipped: { 'own-reply': 2 },
    skippedCount: 2,
    quarantined: 1,
  });
  await poll(today, { seen: 4, stored: 1, skipped: { 'own-reply': 1, list: 2 }, skippedCount: 3 });
  await poll(today, { outcome: 'failed', error: 'imap.example.org does not answer' });
  const quarantine = api.dataSource.getRepository(QuarantineEntity);
  const item = { sourceId: id, reason: 'unparsable', detail: 'the header has no end' };
  itemId = (
    await quarantine.save(quarantine.create({ ...item, itemKey: 'a', externalId: '<1@example.org>', raw: RAW }))
  ).id;
  await quarantine.save(quarantine.create({ ...item, itemKey: 'b', state: 'dismissed' }));
});
afterAll(() => api.stop());

describe('sources', () => {
  it('are listed with an account that adds up', async () => {
    const { items } = SourceList.parse((await agent.get('/api/v1/sources').expect(200)).body);
    expect(items.map((source) => source.name)).toEqual(['Another', 'Mailbox']);
    expect(items[0]?.ledger).toEqual({ seen: 0, stored: 0, duplicate: 0, skipped: {}, quarantined: 0 });
    expect(items[1]?.ledger).toEqual({
      seen: 14,
      stored: 6,
      duplicate: 2,
      skipped: { 'own-reply': 3, list: 2 },
      quarantined: 1,
    });
    expect(items[1]?.openQuarantine).toBe(1);
  });

  it('show their days, polls and open quarantine, and no secret', async () => {
    await api.dataSource.getRepository(SourceEntity).update(id, { secrets: Buffer.from('sealed secret') });
    const answer = await agent.get(`/api/v1/sources/${id}`).expect(200);
    const detail = SourceDetail.parse(answer.body);
    expect(detail.days.map(({ ledger }) => ledger.seen)).toEqual([4, 10]);
    expect(detail.days[0]?.ledger.skipped).toEqual({ 'own-reply': 1, list: 2 });
    expect(detail.polls.map((poll) => poll.outcome)).toEqual(['failed', 'succeeded', 'succeeded']);
    expect(detail.polls[0]?.error).toBe('imap.example.org does not answer');
    expect(detail.quarantine).toMatchObject([{ id: itemId, reason: 'unparsable', rawBytes: RAW.length }]);
    expect(answer.text).not.toMatch(/sealed|secret/);
  });

  it('give out a quarantined item as a download that no browser will open', async () => {
    const answer = await agent.get(`/api/v1/sources/${id}/quarantine/${itemId}/raw`).buffer(true).expect(200);
    expect(answer.body).toEqual(RAW);
    expect(answer.get('Content-Type')).toBe('application/octet-stream');
    expect(answer.get('Content-Disposition')).toBe(`attachment; filename="quarantine-${itemId}.bin"`);
    expect(answer.get('X-Content-Type-Options')).toBe('nosniff');
    await agent.get(`/api/v1/sources/1234/quarantine/${itemId}/raw`).expect(404);
    await agent.get(`/api/v1/sources/${id}/quarantine/1234/raw`).expect(404);
  });
});

describe('acting on a source', () => {
  const act = async (action: string) =>
    SourceDetail.parse((await ops.post(`/api/v1/sources/${id}/actions/${action}`).expect(200)).body);

  it('pauses, refuses to read what is paused, and resumes at once', async () => {
    const paused = await act('pause');
    expect(paused).toMatchObject({ state: 'paused', stateReason: `Paused by ${ops.session.user.name}` });
    expect(await act('pause')).toEqual(paused);
    await ops.post(`/api/v1/sources/${id}/actions/poll`).expect(409);
    const resumed = await act('resume');
    expect(resumed).toMatchObject({ state: 'healthy', stateReason: null, consecutiveFailures: 0 });
    expect(Date.parse(resumed.nextPollAt)).toBeLessThanOrEqual(api.clock.now().getTime());
    const audit = await api.dataSource.getRepository(AuditEventEntity).findBy({ subjectKind: 'source', subjectId: id });
    expect(audit.map((event) => event.action)).toEqual(['source.pause', 'source.resume']);
    expect(audit[0]?.actorId).toBe(ops.session.user.id);
  });

  it.each(PUSHED_KINDS)('does not ask a %s for news, and says why', async (kind) => {
    const brought = await addPushedSource(api, { kind, name: `Brought by ${kind}` });
    const answer = await ops.post(`/api/v1/sources/${brought}/actions/poll`).expect(409);
    expect(answer.body).toMatchObject({
      detail: 'The messages of this source are brought to us: there is nobody to ask for news',
    });
    await ops.post(`/api/v1/sources/${brought}/actions/pause`).expect(200);
    await ops.post(`/api/v1/sources/${brought}/actions/poll`).expect(409);
    await ops.post(`/api/v1/sources/${brought}/actions/resume`).expect(200);
  });

  it('makes it due now', async () => {
    await api.dataSource.getRepository(SourceEntity).update(id, { nextPollAt: new Date('2100-01-01') });
    expect(Date.parse((await act('poll')).nextPollAt)).toBeLessThanOrEqual(api.clock.now().getTime());
  });

  it('is for ops and admins', async () => {
    const before = (await agent.get(`/api/v1/sources/${id}`)).body as SourceDetail;
    for (const role of ['agent', 'manager'] as const)
      await (await api.signedIn(role)).post(`/api/v1/sources/${id}/actions/pause`).expect(403);
    expect(((await agent.get(`/api/v1/sources/${id}`)).body as SourceDetail).state).toBe(before.state);
    await (await api.signedIn('admin')).post(`/api/v1/sources/${id}/actions/poll`).expect(200);
  });
});
