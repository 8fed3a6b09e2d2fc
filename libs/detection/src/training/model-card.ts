import type { ModelWeights } from '../model/linear-model.js';
import type { HeldOutScores } from './calibration.js';
import type { LabelledSet } from './corpus.js';
import { RECIPE } from './recipe.js';
import { scoreTable } from './score-table.js';

/** Who made the sources and under which terms they may be used; by a part of the set's name. */
const CREDITS: readonly (readonly [part: string, credit: string, licence: string])[] = [
  ['authored/', 'written for Earshot', 'MIT'],
  ['xed_subtitles', 'XED, Helsinki-NLP (Öhman et al. 2020)', 'CC BY 4.0'],
  ['xlmt_tweets', 'UMSAB, cardiffnlp/xlm-t (Barbieri et al. 2022)', 'Apache-2.0'],
  ['tweeteval', 'TweetEval, SemEval-2017 task 4A (Rosenthal et al. 2017)', 'released without restrictions'],
  ['uci_', 'Sentiment Labelled Sentences (Kotzias et al. 2015)', 'CC BY 4.0'],
  ['indonlu', 'IndoNLU (Wilie et al. 2020)', 'MIT'],
  ['nusax', 'NusaX (Winata et al. 2023)', 'CC BY-SA 4.0'],
  ['buls_government', 'SA-Latvian-Tweets (T. Buls)', 'MIT'],
  ['ltec_food', 'Latvian Twitter Eater Corpus (Sproģis, Rikters 2020)', 'MIT'],
  ['peisenieks', 'Latvian tweet sentiment corpus (Peisenieks, Skadiņš 2014)', 'MIT'],
  [
    'norec_sentence',
    'NoReC sentence (Øvrelid et al. 2020)',
    'CC BY-NC 4.0; models trained on it may be used commercially',
  ],
  ['sentirueval2016', 'SentiRuEval-2016 (Loukachevitch, Rubtsova 2016)', 'CC BY-SA 4.0'],
];

/** The model card: what the weights were made of, what they are good for, and what they are not. */
export function modelCard(
  weights: ModelWeights,
  sets: readonly LabelledSet[],
  heldOut: readonly HeldOutScores[],
): string {
  const data = sets.map((set) => {
    const [, credit = 'unknown', licence = 'unknown'] = CREDITS.find(([part]) => set.name.includes(part)) ?? [];
    return `| ${set.name} | ${set.examples.length} | ${credit} | ${licence} |`;
  });
  return `# Model card: the detector of unhappy customers, ${weights.version}

Written by \`earshot train\`; do not edit. The weights are in libs/detection/model/earshot.model.

**What it does.** Gives the probability that a message is from a dissatisfied customer, with the evidence for it. A linear
model: log-odds = ${weights.slope} · (bias + hashed n-grams + phrases, tone, form) + context, ${weights.intercept} as intercept.
Hashed features: words, word pairs and character ${weights.ngrams.shortest}- to ${weights.ngrams.longest}-grams in 2^${weights.ngrams.bits} buckets of one signed byte.
Named features: ${Object.keys(weights.denseWeights).length}, most of them concepts that the phrase packs of 26 languages share.

**What it is for.** Sorting messages for people who answer them. It abstains between ${weights.uncertain.from} and ${weights.uncertain.to}; what it abstains from
goes to a review queue. It is not for judging people, and not for acting without a person.

**Limits.** Most labels are of the feeling of tweets and reviews, not of complaints to a company. Languages without labelled
messages of their own (Finnish, Slovenian, Estonian, Lithuanian, Ukrainian, Hungarian and others) rest on phrases and on film
subtitles. Irony without a known phrase is missed. Sarcasm, news about misfortune and quoted complaints are mistaken for
unhappy customers. The share of unhappy customers differs between channels, so a probability is right on average over
channels and may be off in one: verdicts of the team correct that (docs/detection.md).

## Scores on sources that training did not see

Each group of sources was left out in turn (all Latvian sources together, all Indonesian ones, all general tweets, …), so the
figures of a language are those of a language without data of its own. Uncertain counts as its side of 0.5.

${scoreTable(heldOut, weights)}

## Data

Sources weigh as the root of their size, classes alike within a source, subtitles ${RECIPE.subtitleWeight} of the others. The texts are not part of
the repository.

| source | rows | by | licence |
| --- | --: | --- | --- |
${data.join('\n')}
`;
}
