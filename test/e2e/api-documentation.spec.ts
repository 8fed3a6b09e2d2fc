import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreatedToken, OpenedCalendarFeed } from '@earshot/contracts';
import { TOKEN_SCOPE_NAMES } from '@earshot/domain';
import request from 'supertest';
import { startApi, type TestApi } from '../support/api.js';
import { insertCase, insertSource } from '../support/case-data.js';

/** What docs/api.md tells people to type. */
interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** With one it is a POST. */
  readonly body: string | null;
}

const ORIGIN = 'https://earshot.example.org';
const calls = readFileSync(join(__dirname, '../../docs/api.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('    curl '))
  .map(callOf);

function callOf(line: string): Call {
  const all = [...line.matchAll(/(?:-(\w) )?(?:"([^"]*)"|'([^']*)'|([^\s"'-]\S*))/g)].slice(1);
  const words = all.map(([, option = '', double, single, bare]) => [option, double ?? single ?? bare ?? ''] as const);
  const of = (option: string) => words.flatMap(([name, value]) => (name === option ? [value] : []));
  const [address = ''] = of('');
  if (!address.startsWith(ORIGIN)) throw new Error(`${line}\nmust ask ${ORIGIN}`);
  const headers = of('H').map((header) => header.split(': ') as [string, string]);
  return { path: address.slice(ORIGIN.length), headers: Object.fromEntries(headers), body: of('d')[0] ?? null };
}

let api: TestApi;
let known: Readonly<Record<string, string>>;
let overdue: string;
beforeAll(async () => {
  api = await startApi();
  const lead = await api.signedIn('lead');
  const asked = { name: 'Report', scopes: TOKEN_SCOPE_NAMES, days: 1 };
  const { key } = CreatedToken.parse((await lead.post('/api/v1/tokens', asked).expect(201)).body);
  const { url } = OpenedCalendarFeed.parse((await lead.put('/api/v1/session/calendar').expect(200)).body);
  const sourceId = await insertSource(api.dataSource);
  const writtenAt = new Date('2026-10-05T08:00:00Z');
  const due = { answer: new Date('2026-10-08T14:00:00Z') };
  overdue = await insertCase(api.dataSource, { sourceId, writtenAt, open: due, ownerId: lead.session.user.id });
  await insertCase(api.dataSource, { sourceId, writtenAt: new Date('2026-11-16T08:00:00Z') });
  known = { $TOKEN: key, $SECRET: /([^/]+)\.ics$/.exec(url)?.[1] ?? '', '/cases/17': `/cases/${overdue}` };
});
afterAll(() => api.stop());

const filled = (text: string): string =>
  Object.entries(known).reduce((result, [word, value]) => result.replace(word, value), text);

async function answerTo({ path, headers, body }: Call): Promise<request.Response> {
  const asked = request(api.url)[body === null ? 'get' : 'post'](filled(path));
  for (const [name, value] of Object.entries(headers)) asked.set(name, filled(value));
  const answer = await (body === null ? asked : asked.send(body)).buffer(true);
  if (answer.status !== 200) throw new Error(`${path} is answered ${answer.status}: ${answer.text}`);
  return answer;
}

/** The one call of the document that asks there. */
function callTo(beginning: string): Call {
  const [found, ...others] = calls.filter(({ path }) => path.startsWith(`/api/v1/${beginning}`));
  if (found === undefined || others.length > 0) throw new Error(`docs/api.md must show one call of ${beginning}`);
  return found;
}

describe('docs/api.md', () => {
  it('shows calls that work as they stand', async () => {
    expect(calls.length).toBeGreaterThan(5);
    for (const call of calls) await answerTo(call);
  });

  it('shows how to list the overdue cases', async () => {
    const { items } = (await answerTo(callTo('alerts'))).body as { items: { caseId: string }[] };
    expect(items.map(({ caseId }) => caseId)).toEqual([overdue]);
  });

  it('shows how to take the cases of a month along', async () => {
    const { text, headers } = await answerTo(callTo('export/cases'));
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [, ...lines] = text.trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual([overdue]);
  });

  it('shows how to have the figures of a month by its weeks', async () => {
    const { period, buckets } = (await answerTo(callTo('insights?'))).body as {
      period: object;
      buckets: { opened: number }[];
    };
    expect(period).toEqual({ from: '2026-10-01', to: '2026-10-31', zone: 'Europe/Helsinki', bucket: 'week' });
    expect(buckets).toHaveLength(5);
  });

  it('shows how to read the calendar of deadlines', async () => {
    const { text, headers } = await answerTo(callTo('calendar-feeds/'));
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  });
});
