export { FACTS, type CaseFacts, type FactName } from './case-facts.js';
export type { Condition } from './condition.js';
export { inLanguage, parsePlaybook, type Playbook, type PlaybookStep } from './playbook.js';
export { closingFaults, playbookSteps, type StepOfCase, type StepStatus } from './playbook-steps.js';
export { readPlaybook } from './read-playbook.js';
