import { humanised } from './catalogue';

describe('a key without words of its own', () => {
  it.each([
    ['repeated-question-marks', 'Repeated question marks'],
    ['message_joined', 'Message joined'],
    ['ownReply', 'Own reply'],
    ['phrase:still.waiting', 'Phrase still waiting'],
    ['', ''],
  ])('turns %s into "%s"', (key, words) => {
    expect(humanised(key)).toBe(words);
  });
});
