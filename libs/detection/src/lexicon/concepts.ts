import type { EscalationKind, Topic } from '@earshot/domain';

/**
 * What a phrase of any language says. Phrases of all packs name these, so a weight learned from Indonesian or Latvian
 * messages holds in Finnish and Ukrainian at once, and a person can read the explanation.
 */
export interface Concept {
  readonly name: string;
  /** Log-odds of dissatisfaction that the concept adds where no data says otherwise. */
  readonly prior: number;
  readonly topic?: Topic;
  readonly escalation?: EscalationKind;
  /** Short English text for the explanation; other languages are catalogues keyed by the name. */
  readonly reason: string;
}

const concept = (
  name: string,
  prior: number,
  reason: string,
  more: { topic?: Topic; escalation?: EscalationKind } = {},
): Concept => ({ name, prior, reason, ...more });

/** The order is the order of the weights in the model file: append, never insert. */
export const CONCEPTS: readonly Concept[] = [
  concept('waiting', 1.1, 'has been waiting', { topic: 'waiting' }),
  concept('chasing', 1.6, 'got no answer', { topic: 'communication' }),
  concept('repeat-contact', 1.4, 'writes again about the same matter', {
    topic: 'communication',
    escalation: 'repeat',
  }),
  concept('late', 1.2, 'it is late', { topic: 'delivery' }),
  concept('not-received', 1.5, 'it did not arrive', { topic: 'delivery' }),
  concept('when', 0.3, 'asks when'),
  concept('how-long', 1.3, 'asks how much longer', { topic: 'waiting' }),
  concept('promise-broken', 1.6, 'a promise was not kept'),
  concept('broken', 1.3, 'it is broken or faulty', { topic: 'product-quality' }),
  concept('does-not-work', 1.3, 'it does not work', { topic: 'product-quality' }),
  concept('poor-quality', 1.6, 'the quality is poor', { topic: 'product-quality' }),
  concept('wrong-item', 1.3, 'the wrong thing came', { topic: 'delivery' }),
  concept('missing', 1.1, 'something is missing', { topic: 'delivery' }),
  concept('dirty', 1.4, 'it was dirty', { topic: 'product-quality' }),
  concept('refund', 0.8, 'wants money back', { topic: 'refund' }),
  concept('compensation', 1.0, 'wants compensation', { topic: 'refund' }),
  concept('replacement', 0.7, 'wants a replacement', { topic: 'product-quality' }),
  concept('cancel', 0.8, 'wants to cancel'),
  concept('leaving', 1.8, 'is leaving for somebody else', { escalation: 'churn' }),
  concept('never-again', 2.1, 'will not come back', { escalation: 'churn' }),
  concept('disappointed', 2.0, 'is disappointed'),
  concept('angry', 2.2, 'is angry'),
  concept('unacceptable', 2.1, 'finds it unacceptable'),
  concept('terrible', 2.2, 'calls it terrible'),
  concept('bad', 1.3, 'calls it bad'),
  concept('annoying', 1.3, 'finds it annoying'),
  concept('rude', 1.9, 'was treated rudely', { topic: 'staff' }),
  concept('incompetent', 1.8, 'doubts competence', { topic: 'staff' }),
  concept('ignored', 1.8, 'feels ignored', { topic: 'communication' }),
  concept('overcharged', 1.5, 'was charged wrongly', { topic: 'payment' }),
  concept('expensive', 0.8, 'finds it too expensive', { topic: 'price' }),
  concept('unpaid', 1.2, 'was not paid', { topic: 'payment' }),
  concept('scam', 2.1, 'calls it a fraud'),
  concept('lie', 1.6, 'says we lied'),
  concept('complaint', 1.4, 'complains in so many words'),
  concept('problem', 0.6, 'has a problem'),
  concept('unable', 0.5, 'cannot do something'),
  concept('regret', 1.3, 'regrets the choice'),
  concept('avoid', 1.9, 'warns others'),
  concept('waste', 1.7, 'calls it a waste'),
  concept('sarcasm', 1.8, 'sounds sarcastic'),
  concept('icy', 1.0, 'is icily polite'),
  concept('demand', 1.0, 'demands an explanation or a solution'),
  concept('manager', 1.4, 'asks for a manager', { topic: 'staff', escalation: 'manager' }),
  concept('lawyer', 1.8, 'mentions a lawyer, court or authority', { escalation: 'legal' }),
  concept('press', 1.6, 'wants to go public', { escalation: 'press' }),
  concept('threat', 2.4, 'threatens', { escalation: 'threat' }),
  concept('abuse', 2.0, 'insults', { escalation: 'abuse' }),
  concept('safety', 1.6, 'reports danger or injury', { escalation: 'safety' }),
  concept('thanks', -0.7, 'says thanks'),
  concept('praise', -1.7, 'praises'),
  concept('recommend', -1.7, 'recommends us'),
  concept('solved', -1.3, 'says it is solved'),
  concept('satisfied', -1.8, 'is satisfied'),
  concept('fast', -1.0, 'finds it quick'),
  concept('friendly', -1.4, 'found people friendly'),
  concept('love', -1.5, 'loves it'),
  concept('no-problem', -1.2, 'says there was no problem'),
  concept('inquiry', -0.6, 'asks politely'),
  concept('wish', -0.4, 'sends good wishes'),
  concept('negated-praise', 1.6, 'denies something good'),
  concept('negated-complaint', -0.6, 'denies something bad'),
  concept('automatic-reply', -4, 'is an automatic reply'),
  concept('application', -3.5, 'applies for a job'),
  concept('duration', -0.6, 'asks how long it takes'),
  concept('slip', -0.3, 'says it was a slip'),
  concept('not-bad', -1.6, 'finds it not bad'),
  concept('closing', 0, 'closes a letter'),
];

/** Words that say what a message is about without saying how the customer feels. */
export const TOPIC_WORDS: Readonly<Record<string, Topic>> = {
  'about-delivery': 'delivery',
  'about-payment': 'payment',
  'about-refund': 'refund',
  'about-product': 'product-quality',
  'about-staff': 'staff',
  'about-waiting': 'waiting',
  'about-website': 'website',
  'about-price': 'price',
  'about-communication': 'communication',
};

export const CONCEPT_INDEX: ReadonlyMap<string, number> = new Map(CONCEPTS.map(({ name }, index) => [name, index]));

export function conceptIndex(name: string): number {
  const index = CONCEPT_INDEX.get(name);
  if (index === undefined) throw new RangeError(`there is no concept '${name}'`);
  return index;
}
