export { labelFault, type LabelMap } from './label-map.js';
export { opinionOf } from './opinion-of-scores.js';
export { GIVE_SECOND_OPINION, OpinionRequests, registerSecondOpinions } from './opinion-requests.js';
export { SecondOpinions, type OpinionSettings } from './second-opinions.js';
export { TextClassifier, type LabelScore, type OpenClassifier } from './text-classifier.js';
