import { addUser } from '../support/sweep-kit.js';
import { startApi, type Client, type TestApi } from '../support/api.js';

let api: TestApi;
let ops: Client;
const SECRET_URL = 'https://hooks.example.org/services/T000/B000/very-secret';
const CHANNELS = '/api/v1/notification-channels';
const RULES = '/api/v1/notification-rules';
beforeAll(async () => {
  api = await startApi();
  ops = await api.signedIn('ops');
});
afterAll(() => api.stop());

const wanted = (name: string, given: object = {}) => ({
  kind: 'webhook',
  name,
  url: SECRET_URL,
  language: 'en',
  zone: 'Europe/Riga',
  showsCustomers: false,
  everyMinutes: 0,
  ...given,
});
const containing = (text: string): unknown => expect.stringContaining(text);
interface Added {
  readonly id: string;
  readonly key: string | null;
}
const add = async (name: string, given: object = {}): Promise<Added> =>
  (await ops.post(CHANNELS, wanted(name, given)).expect(200)).body as Added;
const rule = (given: object = {}) => ({
  name: 'Late ones',
  enabled: true,
  events: ['overdue'],
  minSeverity: 'medium',
  sourceIds: [],
  channelIds: [],
  roles: ['manager'],
  userIds: [],
  ...given,
});

describe('a channel of the house', () => {
  it('is set up with its first rule; its address is kept encrypted and never shown, its key once', async () => {
    const { id, key } = await add('Ops');
    expect(key).toMatch(/^whsec_/);
    const list = await ops.get(CHANNELS).expect(200);
    expect(JSON.stringify(list.body)).not.toMatch(/very-secret|whsec_/);
    expect(list.body).toMatchObject({ items: [{ id, host: 'hooks.example.org', disabledAt: null }] });
    const rules = (await ops.get(RULES).expect(200)).body as { items: { name: string; channelIds: string[] }[] };
    expect(rules.items).toContainEqual(expect.objectContaining({ name: 'Ops', channelIds: [id] }));
    const [row] = await api.dataSource.query<[{ sealed: Buffer }]>(
      'select sealed from notification_channels where id = $1',
      [id],
    );
    expect(row.sealed.toString('latin1')).not.toContain('very-secret');
  });

  it('is refused with every fault of its form', async () => {
    const faulty = wanted('', { url: 'ftp://x', zone: 'Mars/Phobos', everyMinutes: -1, language: 'de' });
    const { body } = (await ops.post(CHANNELS, faulty).expect(400)) as { body: unknown };
    const faults = (body as { faults: { path: string }[] }).faults.map(({ path }) => path);
    expect(faults.sort()).toEqual(['everyMinutes', 'language', 'name', 'url', 'zone']);
    const turned = await ops.post(CHANNELS, wanted('Desk\u202egnp')).expect(400);
    expect(turned.body).toMatchObject({ faults: [{ path: 'name', message: containing('U+202E') }] });
    await add('Taken');
    await ops.post(CHANNELS, wanted('Taken')).expect(409);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/hook',
    'http://127.0.0.2:8065/hook',
    'http://2130706434/hook',
    'http://[::1]/hook',
    'https://[::ffff:192.168.0.7]/hook',
  ])('is refused where it leads into the house, when it is added and when it is changed: %s', async (url) => {
    const refusal = { faults: [{ path: 'url', message: containing('network.allowedHosts') }] };
    const added = await ops.post(CHANNELS, wanted(`Inside ${url}`, { url })).expect(400);
    expect(added.body).toMatchObject(refusal);
    const { id } = await add(`Outside ${url}`);
    const { kind: _, ...manner } = wanted(`Outside ${url}`, { url, enabled: true });
    expect((await ops.put(`${CHANNELS}/${id}`, manner).expect(400)).body).toMatchObject(refusal);
    const list = (await ops.get(CHANNELS).expect(200)).body as { items: { id: string; host: string }[] };
    expect(list.items.find((one) => one.id === id)?.host).toBe('hooks.example.org');
    expect(list.items).not.toContainEqual(expect.objectContaining({ name: `Inside ${url}` }));
  });

  it('says what keeps its messages from getting through, until one gets through', async () => {
    const { id } = await add('Failing');
    const shown = async () => {
      const { items } = (await ops.get(CHANNELS).expect(200)).body as { items: { id: string }[] };
      return items.find((one) => one.id === id);
    };
    expect(await shown()).toMatchObject({ state: 'healthy', since: null, reason: null, nextTryAt: null });
    await api.dataSource.query(
      `insert into notification_deliveries (channel_id, uid, state, attempts, error, created_at, next_try_at)
       values ($1, gen_random_uuid(), 'waiting', 2, 'status 503', '2026-03-06T10:00:00Z', '2026-03-06T10:05:05Z')`,
      [id],
    );
    expect(await shown()).toMatchObject({
      state: 'failing',
      since: '2026-03-06T10:00:00.000Z',
      reason: 'status 503',
      nextTryAt: '2026-03-06T10:05:05.000Z',
    });
    await api.dataSource.query(
      `update notification_deliveries set state = 'sent', error = null, next_try_at = null, settled_at = now()
       where channel_id = $1`,
      [id],
    );
    expect(await shown()).toMatchObject({ state: 'healthy', reason: null });
  });

  it('shows no path of an address that an older version wrote into its failures', async () => {
    const { id } = await add('Old');
    const error = `${SECRET_URL} answered with status 404`;
    await api.dataSource.query(
      `insert into notification_deliveries (channel_id, uid, state, attempts, error, created_at, settled_at)
       values ($1, gen_random_uuid(), 'failed', 10, $2, now(), now())`,
      [id, error],
    );
    await api.dataSource.query(
      'update notification_channels set disabled_at = now(), disabled_reason = $2 where id = $1',
      [id, error],
    );
    await api.dataSource.query(
      `insert into notifications (user_id, event, severity, detail, created_at)
       values ($1, 'channel_disabled', 'high', $2, now())`,
      [ops.session.user.id, { channel: { id, name: 'Old' }, reason: error }],
    );
    for (const path of [CHANNELS, `${CHANNELS}/${id}/deliveries`, '/api/v1/notifications']) {
      const { text } = await ops.get(path).expect(200);
      expect(text).toContain('https://hooks.example.org/… answered with status 404');
      expect(text).not.toMatch(/T000|very-secret/);
    }
  });

  it('keeps its address where only its manner is changed, and is switched off and on by hand', async () => {
    const { id } = await add('Chat', { kind: 'slack' });
    const change = { name: 'Chat 2', language: 'fi', zone: 'Europe/Helsinki', showsCustomers: true, everyMinutes: 5 };
    const off = await ops.put(`${CHANNELS}/${id}`, { ...change, enabled: false }).expect(200);
    expect(off.body).toMatchObject({ ...change, host: 'hooks.example.org', disabledReason: 'Switched off by hand' });
    expect(off.body).toMatchObject({ state: 'off', reason: 'Switched off by hand', nextTryAt: null });
    const on = await ops.put(`${CHANNELS}/${id}`, { ...change, enabled: true }).expect(200);
    expect(on.body).toMatchObject({ state: 'healthy', since: null, disabledAt: null, disabledReason: null });
    await ops.post(`${CHANNELS}/${id}/key`, {}).expect(400);
  });

  it('gets another key while the old one goes on for a while', async () => {
    const { id, key } = await add('Rotating');
    const { body } = (await ops.post(`${CHANNELS}/${id}/key`, { overlapHours: 1 }).expect(200)) as { body: unknown };
    const rotated = body as { key: string; oldKeyUntil: string };
    expect(rotated.key).not.toBe(key);
    expect(new Date(rotated.oldKeyUntil).getTime()).toBeGreaterThan(api.clock.now().getTime());
  });

  it('refuses a key that would cut off a receiver which still holds another', async () => {
    const { id } = await add('Pressed often');
    const another = () => ops.post(`${CHANNELS}/${id}/key`, {});
    for (let times = 0; times < 4; times += 1) await another().expect(200);
    expect((await another().expect(409)).body).toMatchObject({
      detail: containing('another can be made after'),
    });
  });

  it('sends nothing again while it is off', async () => {
    const { id } = await add('Off');
    const { kind: _, url: __, ...manner } = wanted('Off', { enabled: false });
    await ops.put(`${CHANNELS}/${id}`, manner).expect(200);
    const refused = await ops.post(`${CHANNELS}/${id}/replay`, { since: '2026-01-01T00:00:00Z' }).expect(409);
    expect(refused.body).toMatchObject({ detail: 'The channel is off: switch it on first' });
    await ops.post(`${CHANNELS}/999999/replay`, { since: '2026-01-01T00:00:00Z' }).expect(404);
  });

  it('takes with it the rules that told nobody else, and leaves the others', async () => {
    const { id } = await add('Going');
    const both = (await ops.post(RULES, rule({ name: 'Two', channelIds: [id] })).expect(200)).body as { id: string };
    await ops.delete(`${CHANNELS}/${id}`).expect(204);
    const { items } = (await ops.get(RULES).expect(200)).body as { items: { name: string }[] };
    expect(items).not.toContainEqual(expect.objectContaining({ name: 'Going' }));
    expect(items).toContainEqual(expect.objectContaining({ name: 'Two', channelIds: [] }));
    await ops.put(`${RULES}/${both.id}`, rule({ name: 'Two', enabled: false })).expect(200);
    await ops.delete(`${RULES}/${both.id}`).expect(204);
  });

  it('is tested some times a minute by a person, whichever channel it is', async () => {
    const hasty = await api.signedIn('ops');
    const { id } = await add('Tested often');
    for (let times = 0; times < 5; times += 1) await hasty.post(`${CHANNELS}/${id}/test`, {}).expect(202);
    const other = await add('Tested too');
    const refused = await hasty.post(`${CHANNELS}/${other.id}/test`, {}).expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await ops.post(`${CHANNELS}/${other.id}/test`, {}).expect(202);
  });

  it('shows its test in its log, sends it again by hand, and goes with all of it', async () => {
    const { id } = await add('Tested');
    await ops.post(`${CHANNELS}/${id}/test`, {}).expect(202);
    const log = await ops.get(`${CHANNELS}/${id}/deliveries`).expect(200);
    expect(log.body).toMatchObject({ items: [{ state: 'waiting', test: true, attempts: 0, matters: 0 }], next: null });
    await ops.post(`${CHANNELS}/${id}/replay`, { since: '2026-01-01T00:00:00Z' }).expect(200, { again: 0 });
    await ops.post(`${CHANNELS}/${id}/replay`, {}).expect(400);
    await ops.delete(`${CHANNELS}/${id}`).expect(204);
    await ops.get(CHANNELS).expect(200);
    await ops.post(`${CHANNELS}/${id}/test`, {}).expect(404);
    const rules = (await ops.get(RULES).expect(200)).body as { items: { channelIds: string[] }[] };
    expect(rules.items.some(({ channelIds }) => channelIds.includes(id))).toBe(false);
  });
});

describe('a rule', () => {
  it('is kept, changed and removed; it names whom it tells, and only what is known', async () => {
    const { body } = (await ops.post(RULES, rule()).expect(200)) as { body: unknown };
    const { id } = body as { id: string };
    await ops.put(`${RULES}/${id}`, rule({ enabled: false })).expect(200, { ...rule({ enabled: false }), id });
    await ops.post(RULES, rule({ roles: [] })).expect(400);
    const nobody = await ops.post(RULES, rule({ events: ['snooze_ended'] })).expect(400);
    expect(nobody.body).toMatchObject({ faults: [{ path: 'events', message: containing('who began it') }] });
    await ops.delete(`${RULES}/${id}`).expect(204);
    await ops.delete(`${RULES}/${id}`).expect(404);
  });

  it('has a name of its own', async () => {
    const named = async (name: string) => (await ops.post(RULES, rule({ name })).expect(200)).body as { id: string };
    await named('Mine');
    const other = await named('Other');
    await ops.post(RULES, rule({ name: 'Mine' })).expect(409);
    await ops.put(`${RULES}/${other.id}`, rule({ name: 'Mine' })).expect(409);
    // A channel is added whatever rules there are.
    const { id } = await add('Mine');
    const { items } = (await ops.get(RULES).expect(200)).body as { items: object[] };
    expect(items).toContainEqual(expect.objectContaining({ name: `Mine (${id})`, channelIds: [id] }));
  });

  it.each(['when it is kept', 'when it is changed', 'when it is only tried'])(
    'that names what does not exist is refused with each name, %s',
    async (when) => {
      const { body } = (await ops.post(RULES, rule()).expect(200)) as { body: unknown };
      const path = `${RULES}/${(body as { id: string }).id}`;
      const strange = rule({ sourceIds: ['999997', '999996'], channelIds: ['999998'], userIds: ['999999'] });
      const asked = {
        'when it is kept': () => ops.post(RULES, strange),
        'when it is changed': () => ops.put(path, strange),
        'when it is only tried': () => ops.post(`${RULES}/preview`, strange),
      }[when]!();
      expect((await asked.expect(400)).body).toMatchObject({
        detail: 'The rule names what does not exist',
        faults: [
          { path: 'sourceIds', message: 'There is no source 999997: take it out' },
          { path: 'sourceIds', message: 'There is no source 999996: take it out' },
          { path: 'channelIds', message: 'There is no channel 999998: take it out' },
          { path: 'userIds', message: 'There is no person 999999: take it out' },
        ],
      });
      await ops.delete(path).expect(204);
    },
  );

  it('says whom it would have told in the last seven days', async () => {
    const maija = await addUser(api.dataSource, 'maija-preview', 'manager');
    const now = api.clock.now();
    const day = 24 * 60 * 60_000;
    for (const [event, severity, age] of [
      ['overdue', 'high', 1],
      ['overdue', 'low', 1],
      ['warning', 'high', 1],
      ['overdue', 'high', 8],
    ] as const)
      await api.dataSource.query('insert into notification_matters (event, severity, at) values ($1, $2, $3)', [
        event,
        severity,
        new Date(now.getTime() - age * day),
      ]);
    const wouldTell = rule({ roles: [], userIds: [maija] });
    const { body } = (await ops.post(`${RULES}/preview`, wouldTell).expect(200)) as { body: unknown };
    expect(body).toEqual({
      days: 7,
      fitting: 1,
      of: 3,
      channels: [],
      people: [{ id: maija, name: 'maija-preview' }],
      events: [{ event: 'overdue', count: 1 }],
    });
  });
});
