import { DENSE_LABELS, DENSE_PRIORS } from '../features/evidence.js';
import { REASON_LANGUAGES, reasonText } from './reason-catalogue.js';
import { topReasons } from './top-reasons.js';

const signal = (kind: string, label: string, evidence: string, weight: number) => ({
  kind,
  label,
  evidence,
  start: 0,
  end: 0,
  weight,
});

describe('the reasons for a verdict', () => {
  it('are what the customer said, heaviest first, in the words of the reader', () => {
    const signals = [
      signal('base', 'base-rate', '', 3),
      signal('wording', 'words-like-complaints', 'paketti', 2),
      signal('phrase', 'waiting', 'odotan', 0.5),
      signal('phrase', 'waiting', 'jonotin', 0.5),
      signal('form', 'impatient-question', '???', 1.6),
      signal('phrase', 'thanks', 'kiitos', -0.7),
    ];
    expect(topReasons(signals, 'fi')).toEqual([
      { label: 'impatient-question', text: 'kysyy kärsimättömästi', evidence: ['???'], weight: 1.6 },
      { label: 'waiting', text: 'on joutunut odottamaan', evidence: ['odotan', 'jonotin'], weight: 1 },
    ]);
  });

  it.each(REASON_LANGUAGES.filter((language) => language !== 'en'))('are all translated in %s', (language) => {
    const speaking = DENSE_LABELS.filter((_, i) => (DENSE_PRIORS[i] as number) > 0);
    expect(speaking.filter((label) => reasonText(label, language) === reasonText(label, 'en'))).toEqual([]);
  });
});
