export {
  loadAssessor,
  loadAssessorParts,
  loadLexicon,
  loadPacks,
  repositoryRoot,
  type AssessorFiles,
} from './assess/load-assessor.js';
export { StatisticalAssessor, type AssessorParts } from './assess/statistical-assessor.js';
