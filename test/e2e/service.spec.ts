import { runEarshot } from '../support/run-earshot.js';
import { AlertPage, CaseView, SourceList } from '@earshot/contracts';
import { isAlive } from '@earshot/platform';
import { Client } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { createServiceHome, type ServiceHome } from '../support/service-home.js';
import {
  launchService,
  runCommand,
  startService,
  type Environment,
  type LaunchedService,
  type Service,
} from '../support/service.js';

const ADMIN = 'admin@earshot.example';
/** "Within a minute of the first start": what the first screen promises to a newcomer. */
const FIRST_ALERTS_MS = 60_000;

/** The alerts once every sample has been read. */
async function alertsOfTheSamples(client: Client): Promise<AlertPage['items']> {
  await eventually(async () => {
    const answer = await client.get('/api/v1/sources').expect(200);
    expect(SourceList.parse(answer.body).items.map((source) => source.lastSuccessAt)).toEqual([expect.any(String)]);
  }, FIRST_ALERTS_MS);
  return needingAnswers(client);
}

async function needingAnswers(client: Client): Promise<AlertPage['items']> {
  const answer = await client.get('/api/v1/alerts').query({ limit: 200 }).expect(200);
  return AlertPage.parse(answer.body).items;
}

async function signIn(service: Service, password: string | null): Promise<Client> {
  if (password === null) throw new Error(`the service told no password:\n${service.output()}`);
  return Client.signIn(service.url, ADMIN, password);
}

async function expectReady(service: Service): Promise<void> {
  const { status } = await fetch(`${service.url}/health/ready`);
  expect(status).toBe(200);
}

describe('a service that was started for the first time', () => {
  let home: ServiceHome;
  let environment: Environment;
  let service: Service;

  beforeAll(async () => {
    home = createServiceHome();
    environment = { EARSHOT_HOME: home.folder };
    service = await startService(await freePort(), environment);
  });
  afterAll(async () => {
    await service?.stop();
    await home.remove();
  });

  it('explains itself and starts nothing when it is asked to', async () => {
    const help = await runEarshot(['start', '--help'], {});
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('Usage: earshot start');
    const wrong = await runEarshot(['start', '--port', '80'], {});
    expect([wrong.code, wrong.stderr]).toEqual([2, 'earshot: start takes no options, but was given --port 80\n']);
  });

  it('tells a login and has found the unhappy customers of the samples within a minute', async () => {
    expect(service.output()).toContain(ADMIN);
    const client = await signIn(service, service.password);
    expect(client.session.user).toMatchObject({ email: ADMIN, role: 'admin' });

    const alerts = await alertsOfTheSamples(client);
    expect(alerts.length).toBeGreaterThanOrEqual(30);
    expect(new Set(alerts.map((alert) => alert.language)).size).toBeGreaterThanOrEqual(8);
    expect(alerts.map((alert) => alert.dueAt)).toEqual(alerts.map((alert) => alert.dueAt).toSorted());

    const unexplained: string[] = [];
    for (const { caseId, subject } of alerts) {
      const view = CaseView.parse((await client.get(`/api/v1/cases/${caseId}`).expect(200)).body);
      const flagged = view.messages.filter(({ assessment }) => assessment?.verdict === 'dissatisfied');
      const reasons = flagged.flatMap(({ assessment }) => assessment?.signals ?? []);
      const derivations = view.tasks.map(({ commitment }) => commitment?.derivation ?? []);
      if (reasons.length === 0) unexplained.push(`case ${caseId} (${subject}) has no reason`);
      for (const { text, assessment } of flagged)
        for (const { kind, evidence, start, end } of assessment?.signals ?? [])
          if (end > start && text.slice(start, end) !== evidence)
            unexplained.push(`case ${caseId}: the ${kind} '${evidence}' is not what stands at ${start}-${end}`);
      if (derivations.length === 0 || derivations.some((lines) => lines.length === 0))
        unexplained.push(`case ${caseId} (${subject}) does not say how its deadline was counted`);
    }
    expect(unexplained).toEqual([]);
  }, 120_000);

  it('shares its database with commands while it runs', async () => {
    const sample = await eventually(async () => {
      const { code, stdout, stderr } = await runCommand(['sources', 'list'], environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [source] = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as SourceLine);
      expect(source?.ledger.stored).toBeGreaterThan(100);
      return source;
    }, FIRST_ALERTS_MS);
    expect(sample).toMatchObject({ kind: 'folder', name: 'Sample messages', sample: true, state: 'healthy' });

    const digest = await runCommand(['digest', 'preview', '--user', ADMIN], environment);
    expect(digest).toMatchObject({ code: 0, stderr: '' });
    expect(digest.stdout).toMatch(/^Subject: \S.*\n\n/);
    expect(digest.stdout.length).toBeGreaterThan(200);

    const doctor = await runCommand(['doctor'], environment);
    expect(doctor).toMatchObject({ code: 0, stderr: '' });
    await expectReady(service);
  });

  it('is alone on its home: a second one says who is there and ends', async () => {
    const second = await runCommand(['start'], { ...environment, PORT: String(await freePort()) });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`Earshot runs already: process ${service.process.pid}`);
    expect(second.stderr).toContain('EARSHOT_HOME');
    expect(second.stderr).not.toMatch(/^\s+at /m);
    await expectReady(service);
  });
});

interface SourceLine {
  readonly ledger: { readonly stored: number };
}

describe('a service that stops and starts again', () => {
  let home: ServiceHome;
  const services: LaunchedService[] = [];

  beforeAll(() => {
    home = createServiceHome();
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await home.remove();
  });

  const start = async () => {
    const service = await startService(await freePort(), { EARSHOT_HOME: home.folder });
    services.push(service);
    return service;
  };

  it('keeps its data, leaves no process behind, and takes over the database of one that was killed', async () => {
    const first = await start();
    const { password } = first;
    const client = await signIn(first, password);
    const before = await alertsOfTheSamples(client);
    const postgres = home.databaseProcess();
    expect(postgres).not.toBeNull();

    expect(await first.stop()).toBe(0);
    expect(home.databaseProcess()).toBeNull();
    expect(isAlive(postgres as string)).toBe(false);

    const second = await start();
    expect(second.password).toBeNull();
    const after = await needingAnswers(await signIn(second, password));
    expect(after.map(({ caseId }) => caseId).toSorted()).toEqual(before.map(({ caseId }) => caseId).toSorted());
    await second.kill();
    const leftBehind = home.databaseProcess();
    expect(leftBehind).not.toBeNull();

    const third = await start();
    expect(await needingAnswers(await signIn(third, password))).toHaveLength(before.length);
    expect(await third.stop()).toBe(0);
    expect(home.databaseProcess()).toBeNull();
    expect(isAlive(leftBehind as string)).toBe(false);
  }, 180_000);

  it('stops its database although several tell it to end: a group of processes, and its launcher once more', async () => {
    const service = await start();
    const postgres = home.databaseProcess();
    expect(postgres).not.toBeNull();
    service.process.kill('SIGTERM');
    await eventually(() => expect(service.output()).toContain('Stopping'));
    service.process.kill('SIGTERM');
    expect(await service.stop()).toBe(0);
    expect(home.databaseProcess()).toBeNull();
    expect(isAlive(postgres as string)).toBe(false);
  }, 180_000);

  it('stops its database when it is told to end before it is ready', async () => {
    const ended = launchService(await freePort(), { EARSHOT_HOME: home.folder });
    services.push(ended);
    await eventually(() => expect(home.databaseProcess()).not.toBeNull(), 60_000);
    expect(await ended.stop()).toBe(0);
    expect(home.databaseProcess()).toBeNull();
  }, 180_000);
});
