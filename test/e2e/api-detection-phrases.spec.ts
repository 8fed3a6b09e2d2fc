import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssessAnswer, PhrasePackList, PhrasePackView, ThresholdsView } from '@earshot/contracts';
import { loadAssessorParts } from '@earshot/detection';
import pino from 'pino';
import { DetectionPhraseBook } from '../../apps/worker/src/learning/detection-phrase-book.js';
import { lendDetection } from '../../apps/worker/src/learning/lend-detection.js';
import { startApi, type Client, type TestApi } from '../support/api.js';
import { createTestDatabase } from '../support/database.js';

let api: TestApi;
let agent: Client;
let manager: Client;
const start = async (given: Parameters<typeof startApi>[0] = {}): Promise<void> => {
  api = await startApi(given);
  [agent, manager] = await Promise.all([api.signedIn('agent'), api.signedIn('manager')]);
};
afterEach(() => api.stop());

const PATH = '/api/v1/detection/phrase-packs';
const listed = async () => PhrasePackList.parse((await manager.get(PATH).expect(200)).body);
const pack = async (language: string) =>
  PhrasePackView.parse((await manager.get(`${PATH}/${language}`).expect(200)).body);

describe('the phrase packs', () => {
  it('are told by language, and what each phrase says and how much that counts', async () => {
    await start();
    const { folder, packs, refused } = await listed();
    expect({ folder, refused }).toEqual({ folder: 'config/lexicons', refused: [] });
    const finnish = packs.find(({ language }) => language === 'fi');
    expect(finnish?.files[0]).toMatchObject({ name: 'fi.txt', isOwn: false });
    expect(finnish?.concepts).toBeGreaterThan(50);

    const { concepts } = await pack('fi');
    expect(concepts).toHaveLength(finnish?.concepts ?? 0);
    const lawyer = concepts.find(({ key }) => key === 'lawyer');
    expect(lawyer).toMatchObject({ escalation: 'legal' });
    expect(lawyer?.weight).toBeGreaterThan(0);
    expect(lawyer?.phrases).toContainEqual(expect.objectContaining({ phrase: 'asianajaj*', file: 'fi.txt' }));
    expect(concepts.find(({ key }) => key === 'negator')).toMatchObject({ weight: null, topic: null });
    expect(concepts.find(({ key }) => key === 'about-payment')).toMatchObject({ weight: null, topic: 'payment' });
  });

  it('are closed to agents, and there is none for a language that nobody wrote one for', async () => {
    await start();
    await agent.get(PATH).expect(403);
    await agent.get(`${PATH}/fi`).expect(403);
    await agent.get('/api/v1/detection/thresholds').expect(403);
    await manager.get(`${PATH}/xx`).expect(404);
    await manager.get(`${PATH}/..%2Ffi`).expect(404);
  });
});

describe('the packs of a house', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'earshot-own-'));
    await writeFile(join(dir, 'fi.txt'), 'language fi\nwaiting: odotan edelleen');
    await writeFile(join(dir, 'fi.local.txt'), 'language fi\nlate: kuljetus tökkii');
    const database = await createTestDatabase();
    const logger = pino({ level: 'silent' });
    const lent = lendDetection(database.url, { dissatisfiedFrom: 0.9 }, logger);
    await start({
      database,
      detection: { ...lent, phrases: new DetectionPhraseBook(() => loadAssessorParts({ lexiconsDir: dir }), dir) },
    });
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('stand beside the installed ones, and a line that is refused is told with its place', async () => {
    expect((await listed()).packs).toEqual([
      {
        language: 'fi',
        concepts: 2,
        phrases: 2,
        files: [
          { name: 'fi.local.txt', isOwn: true, phrases: 1 },
          { name: 'fi.txt', isOwn: false, phrases: 1 },
        ],
      },
    ]);
    await writeFile(join(dir, 'fi.local.txt'), 'language fi\nlate: kuljetus tökkii\nlate: (a+)+$');
    expect(await listed()).toMatchObject({
      packs: [{ phrases: 1 }],
      refused: [{ path: 'fi.local.txt:3', message: "'(a+)+$' is not a word, a stem*, a/b, #, _ or .." }],
    });
  });

  it('have their own thresholds beside those of the model', async () => {
    const shown = ThresholdsView.parse((await manager.get('/api/v1/detection/thresholds').expect(200)).body);
    expect(shown.dissatisfiedFrom).toBe(0.9);
    expect(shown.uncertainFrom).toBe(shown.usual.uncertainFrom);
    expect(shown.usual.dissatisfiedFrom).toBeLessThan(0.9);
  });
});

describe('a text that somebody tries', () => {
  it('is answered with the phrases that stand behind the judgement', async () => {
    await start();
    const text = 'Hei, odotan edelleen vastausta.';
    const answer = await agent.post('/api/v1/detection/assess', { text, language: 'fi' }).expect(200);
    const { assessment, phrases } = AssessAnswer.parse(answer.body);
    const waiting = phrases.find(({ label }) => label === 'waiting');
    expect(waiting?.phrases).toEqual([{ phrase: 'odotan edelleen', language: 'fi', file: 'fi.txt', isOwn: false }]);
    expect(text.slice(waiting?.start, waiting?.end)).toBe('odotan edelleen');
    expect(assessment.signals).toContainEqual(expect.objectContaining({ label: 'waiting', weight: waiting?.weight }));
  });
});
