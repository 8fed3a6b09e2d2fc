export {
  loadAssessor,
  loadAssessorParts,
  loadLexicon,
  loadPacks,
  LEXICONS_FOLDER,
  repositoryRoot,
  type AssessorFiles,
} from './assess/load-assessor.js';
export { CONCEPTS, TOPIC_WORDS } from './lexicon/concepts.js';
export { isOwnPack, readPacks } from './lexicon/read-packs.js';
export type { PackPhrase, PhrasePack } from './lexicon/phrase-pack.js';
export { PhraseFinder, type FoundPhrases } from './explain/phrase-finder.js';
export { StatisticalAssessor, type AssessorParts } from './assess/statistical-assessor.js';
export { readModel, writeModel } from './model/model-file.js';
export { LinearModel, type ModelWeights, type UncertainBand } from './model/linear-model.js';
export { readCorpus, parseSet, type Example, type LabelledSet } from './training/corpus.js';
export { mulberry32, shuffle } from './training/logistic-regression.js';
export { scoreSet, type Scores } from './training/metrics.js';
export { formatScores, headline, scoreTable, type HeadlineScores, type ScoredSet } from './training/score-table.js';
export { sourceOf, type Source } from './training/recipe.js';
export { modelCard } from './training/model-card.js';
export { trainModel, type TrainedModel, type TrainingOptions } from './training/train-model.js';
export { fitOverlay } from './overlay/fit-overlay.js';
export { MOST_OWN_MESSAGES, ownWording, type OwnWording } from './overlay/own-wording.js';
export type { FittedOverlay, Overlay, OverlayFigures, Verdict } from './overlay/overlay.js';
export { topReasons, type Reason } from './explain/top-reasons.js';
export { REASON_LANGUAGES, reasonText, type ReasonLanguage } from './explain/reason-catalogue.js';
