import { Assessor, type Assessment, type AssessmentInput } from '@earshot/domain';
import { readLines } from '../json-lines.js';
import { assessLines } from './assess.js';

class Echo extends Assessor {
  readonly model = 'echo';

  assess(input: AssessmentInput): Assessment {
    return {
      language: 'und',
      languageConfidence: 0,
      verdict: 'uncertain',
      probability: 0.5,
      severity: 'none',
      signals: [{ kind: 'text', label: 'text', evidence: input.text, start: 0, end: 0, weight: 0 }],
      escalations: [],
      topics: [],
      model: this.model,
      judgedLength: null,
    };
  }
}

async function run(chunks: readonly string[]): Promise<{ code: number; answers: Record<string, unknown>[] }> {
  let out = '';
  const input = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  })();
  const code = await assessLines(readLines(input), new Echo(), (text) => {
    out += text;
    return Promise.resolve();
  });
  return {
    code,
    answers: out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('earshot assess', () => {
  it('answers every line in order, however the lines arrive', async () => {
    const { code, answers } = await run([
      '{"id":"1","te',
      'xt":"a"}\n\n{"id":2,"text":"b"}',
      '\n{"id":"3","text":"c"}',
    ]);
    expect(answers.map(({ id }) => id)).toEqual(['1', 2, '3']);
    expect(code).toBe(0);
  });

  it('tells what is wrong with a line, goes on, and fails in the end', async () => {
    const { code, answers } = await run([
      'nonsense\n{"id":"1"}\n{"id":"2","text":"b","rating":9}\n{"id":"3","text":"c"}\n',
    ]);
    expect(answers.map(({ id, error }) => [id, typeof error])).toEqual([
      [null, 'string'],
      [null, 'string'],
      [null, 'string'],
      ['3', 'undefined'],
    ]);
    expect(code).toBe(1);
  });

  it('does not take a line separator inside a text for the end of the line', async () => {
    const { answers } = await run(['{"id":"1","text":"a\u2028b"}\n']);
    expect(answers.map(({ id }) => id)).toEqual(['1']);
  });

  it('judges only the own words of a mail', async () => {
    const text =
      'All good now.\\n\\nOn Mon, 2 Mar 2026 at 10:00, Shop <help@shop.example> wrote:\\n> Terrible service!';
    const { answers } = await run([`{"id":"1","channel":"email","text":"${text}"}\n`]);
    expect(JSON.stringify(answers[0])).not.toContain('Terrible');
  });
});
