export { Wording, type AdvisedWarning } from './wording.js';
export { parseWordingList, type WordingList } from './wording-list.js';
export { wordingWarnings, type WordingWarning } from './wording-warnings.js';
