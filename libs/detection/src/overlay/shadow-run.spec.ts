import { Assessor, type Assessment, type AssessmentInput } from '@earshot/domain';
import { shadowRun } from './shadow-run.js';

class Fixed extends Assessor {
  constructor(
    readonly model: string,
    private readonly unhappyWord: string,
  ) {
    super();
  }

  assess({ text }: AssessmentInput): Assessment {
    const isUnhappy = text.includes(this.unhappyWord);
    return {
      language: 'en',
      languageConfidence: 1,
      verdict: isUnhappy ? 'dissatisfied' : 'not_dissatisfied',
      probability: isUnhappy ? 0.9 : 0.1,
      severity: isUnhappy ? 'low' : 'none',
      signals: [],
      escalations: [],
      topics: [],
      model: this.model,
      judgedLength: null,
    };
  }
}

describe('a shadow run', () => {
  it('tells which messages a candidate would judge differently', () => {
    const messages = ['old', 'new', 'old new', 'neither'].map((text) => ({ id: text, input: { text } }));
    const report = shadowRun(messages, new Fixed('1', 'old'), new Fixed('2', 'new'));
    expect(report.messages).toBe(4);
    expect(report.changes.map(({ id }) => id)).toEqual(['old', 'new']);
    expect([report.newlyDissatisfied, report.noLongerDissatisfied]).toEqual([1, 1]);
  });
});
