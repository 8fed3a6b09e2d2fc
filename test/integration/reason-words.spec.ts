import { CONCEPTS } from '../../libs/detection/src/lexicon/concepts.js';
import { DENSE_LABELS } from '../../libs/detection/src/features/evidence.js';
import labels from '../../apps/dashboard/src/i18n/en/labels.json';

/** Labels that the detector gives beside its concepts and features: single words, and how often such messages are complaints. */
const OF_THE_MODEL = ['base-rate', 'words-like-complaints', 'words-unlike-complaints', 'other-words'];

describe('the reasons why a message was flagged', () => {
  it('all have words in the dashboard, so that nobody reads a label', () => {
    const given = [...CONCEPTS.map(({ name }) => name), ...DENSE_LABELS, ...OF_THE_MODEL];
    const spoken = Object.keys(labels.catalogue.signal);
    expect([...new Set(given)].filter((label) => !spoken.includes(label))).toEqual([]);
  });
});
