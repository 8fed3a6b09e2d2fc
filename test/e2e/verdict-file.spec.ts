import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runEarshot } from '../support/run-earshot.js';
import { houseLanguage, type Taught } from '../support/verdicts.js';

const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const linesOf = (output: string): { probability: number; model: string }[] =>
  output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { probability: number; model: string });

/** A word of the house that no model knows tells the unhappy ones. */
const ASKED = lines([
  { id: 1, text: 'Visit 900: the brindlefork again at counter 2' },
  { id: 2, text: 'Visit 901: the meadowlark today at counter 2' },
]);

describe('a file of verdicts', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'earshot-test-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const fileOf = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const labelled = (examples: readonly Taught[]): string =>
    `label\ttext\n${examples.map(({ text, dissatisfied }) => `${dissatisfied ? 'dissatisfied' : 'neutral'}\t${text}\n`).join('')}`;

  it('is learned from before the first message is judged', async () => {
    const verdicts = fileOf('verdicts.jsonl', lines(houseLanguage(60)));
    const { code, stdout, stderr } = await runEarshot(['assess', '--verdicts', verdicts], {}, ASKED);
    expect(code).toBe(0);
    expect(stderr).toMatch(/60 verdicts, .*: learned from/);
    const [unhappy, other] = linesOf(stdout);
    expect(unhappy?.probability).toBeGreaterThan(0.5);
    expect(other?.probability).toBeLessThan(0.5);
    expect(unhappy?.model).toMatch(/\+60$/);
  });

  it('changes nothing when it is too short to tell, or of one kind only', async () => {
    const cold = await runEarshot(['assess'], {}, ASKED);
    for (const few of [houseLanguage(6), houseLanguage(60).filter(({ dissatisfied }) => dissatisfied)]) {
      const verdicts = fileOf('verdicts.jsonl', lines(few));
      const { code, stdout, stderr } = await runEarshot(['assess', '--verdicts', verdicts], {}, ASKED);
      expect(code).toBe(0);
      expect(stderr).toContain('base model kept');
      expect(stdout).toBe(cold.stdout);
    }
  });

  it('is refused with the line that is no verdict, or when it is not there', async () => {
    const verdicts = fileOf('verdicts.jsonl', `${lines(houseLanguage(2))}{"text":"no verdict"}\n`);
    const refused = await runEarshot(['assess', '--verdicts', verdicts], {}, ASKED);
    expect(refused.code).not.toBe(0);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('verdicts.jsonl:3');
    const missing = await runEarshot(['assess', '--verdicts', join(folder, 'nowhere.jsonl')], {}, ASKED);
    expect(missing.code).not.toBe(0);
    expect(missing.stderr).toContain('nowhere.jsonl');
  });

  it('is what an evaluation can be made with, on the messages that are not in it', async () => {
    const all = houseLanguage(100);
    fileOf('en.tsv', labelled(all));
    const verdicts = fileOf('verdicts.jsonl', lines(all.slice(0, 60)));
    const { code, stdout } = await runEarshot(['evaluate', '--data', folder, '--verdicts', verdicts], {});
    expect(code).toBe(0);
    expect(stdout).toContain('learned from');
    expect(stdout).toMatch(/\+60\n/);
    expect(stdout).toMatch(/\| en \| 40 \| 50 % \| 1\.000 \|/);
  });
});
