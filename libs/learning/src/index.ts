export { compare, type JudgedLesson } from './compare-overlays.js';
export { OverlayFitting, type FitReport, type FittingStore } from './fit-overlays.js';
export { FIT_OVERLAY, FitRequests, registerFitting } from './fit-requests.js';
export { Judges, type JudgeSetup, type ThresholdsInForce } from './judges.js';
export { MessageVerdicts, type FollowUp } from './message-verdicts.js';
export { OverlayActions } from './overlay-actions.js';
export { OverlayFitter, type FittedOverlay, type OpenFitter, type TaughtInput } from './overlay-fitter.js';
export {
  PhraseBook,
  type FoundPhrase,
  type PackConcept,
  type PackFile,
  type PackList,
  type PackSummary,
} from './phrase-book.js';
export { ShadowMode, type ShadowCandidate } from './shadow-mode.js';
export { replay, type ShadowChange, type ShadowRequest, type ShadowSummary } from './shadow-replay.js';
export { TextTrial } from './text-trial.js';
export { verdictFigures, type VerdictFigures } from './verdict-figures.js';
