import { NotificationPreferencesView } from '@earshot/contracts';
import { startApi, type TestApi } from '../support/api.js';

const PATH = '/api/v1/session/notifications';
const CHOICES = {
  mail: true,
  mailFrom: 'medium',
  notMailed: ['warning', 'source_recovered'],
  quiet: { from: '21:30', to: '06:45', criticalBreaksThrough: false },
};
const LOUD = { critical: null, other: null };
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('how one is told', () => {
  it('is everything at once until one chooses, and then what one has chosen', async () => {
    const client = await api.signedIn('agent');
    const before = NotificationPreferencesView.parse((await client.get(PATH).expect(200)).body);
    expect(before).toEqual({
      mail: true,
      mailFrom: 'none',
      notMailed: [],
      quiet: null,
      mutedUntil: null,
      quietUntil: LOUD,
    });
    const changed = await client.put(PATH, CHOICES).expect(200);
    expect(changed.body).toMatchObject({ ...CHOICES, mutedUntil: null });
    expect((await client.get(PATH).expect(200)).body).toMatchObject({ ...CHOICES, mutedUntil: null });
    await client.put(PATH, { ...CHOICES, quiet: null }).expect(200);
    expect((await client.get(PATH).expect(200)).body).toMatchObject({ quiet: null, mailFrom: 'medium' });
  });

  it('is muted until a time, or until one lifts it; the rest stays as chosen', async () => {
    const client = await api.signedIn('ops');
    await client.put(PATH, CHOICES).expect(200);
    const until = inDays(3);
    const muted = await client.put('/api/v1/session/mute', { until }).expect(200);
    expect(muted.body).toMatchObject({
      ...CHOICES,
      mutedUntil: until,
      quietUntil: { critical: expect.any(String) as string },
    });
    const lifted = await client.put('/api/v1/session/mute', { until: null }).expect(200);
    expect(lifted.body).toMatchObject({ ...CHOICES, mutedUntil: null });
    const events = await api.dataSource.query<{ action: string }[]>(
      `select action from audit_events where actor_id = $1 and action like 'user.%' order by id`,
      [client.session.user.id],
    );
    expect(events.map(({ action }) => action)).toEqual(['user.notifications_changed', 'user.muted', 'user.unmuted']);
  });

  it.each([
    ['that has passed', inDays(-1)],
    ['that is too far away', inDays(91)],
  ])('is not muted until a time %s', async (_, until) => {
    const client = await api.signedIn('agent');
    const answer = await client.put('/api/v1/session/mute', { until }).expect(400);
    expect(answer.body).toMatchObject({ faults: [{ path: 'until' }] });
  });

  it.each([
    ['quiet hours that never end', { quiet: { from: '08:00', to: '08:00', criticalBreaksThrough: true } }, 'quiet.to'],
    [
      'a time that no clock shows',
      { quiet: { from: '24:00', to: '08:00', criticalBreaksThrough: true } },
      'quiet.from',
    ],
    ['an event that is none', { notMailed: ['gossip'] }, 'notMailed.0'],
    ['a severity that is none', { mailFrom: 'awful' }, 'mailFrom'],
  ])('refuses %s', async (_, change, path) => {
    const client = await api.signedIn('agent');
    const answer = await client.put(PATH, { ...CHOICES, ...change }).expect(400);
    expect(answer.body).toMatchObject({ faults: [expect.objectContaining({ path })] });
  });
});
