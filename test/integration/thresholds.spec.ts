import { loadConfiguration } from '@earshot/platform';
import { DetectionJudges } from '../../apps/worker/src/learning/detection-judges.js';
import { judgeThresholds } from '../../apps/worker/src/worker-settings.js';

describe('the thresholds of the configuration', () => {
  const judge = (environment: Record<string, string>) =>
    new DetectionJudges(judgeThresholds(loadConfiguration({ environment }))).make({ overlays: [] });

  it('decide what counts as unhappy and what as doubtful', async () => {
    const message = { text: 'When will the payment be made???' };
    const usual = (await judge({})).assess(message);
    expect(usual.verdict).toBe('dissatisfied');
    const strict = await judge({
      EARSHOT_DETECTION_DISSATISFIED_FROM: '0.999',
      EARSHOT_DETECTION_UNCERTAIN_FROM: '0.5',
    });
    expect(strict.assess(message)).toMatchObject({ verdict: 'uncertain', probability: usual.probability });
  });
});
