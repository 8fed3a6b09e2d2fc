import { CASE_STATES, type Fault } from '@earshot/domain';
import type { CaseFacts } from './case-facts.js';
import { holds, unmet } from './condition.js';
import type { Playbook, PlaybookStep } from './playbook.js';

/**
 * `next`: the one thing to do now; `later`: its turn has not come; `not_arisen`: what it is for has not come up in this
 * case, whatever its state; `not_needed`: not in this state of the case.
 */
export type StepStatus = 'done' | 'next' | 'later' | 'not_arisen' | 'not_needed';

export interface StepOfCase {
  readonly step: PlaybookStep;
  readonly status: StepStatus;
}

/** Every step of the playbook for this case, in its order. At most one is `next`: an urgent one before all others. */
export function playbookSteps(facts: CaseFacts, playbook: Playbook): StepOfCase[] {
  const open = playbook.steps.filter((step) => isFor(step, facts) && !holds(step.done, facts));
  const ready = open.filter((step) => holds(step.from, facts));
  const next = ready.find((step) => step.urgent) ?? ready[0];
  return playbook.steps.map((step) => ({ step, status: statusOf(step) }));

  function statusOf(step: PlaybookStep): StepStatus {
    if (step === next) return 'next';
    if (open.includes(step)) return 'later';
    if (!hasArisen(step, facts)) return 'not_arisen';
    return holds(step.done, facts) ? 'done' : 'not_needed';
  }
}

/** What still stands in the way of closing the case; each fault is named by the fact that is missing. */
export function closingFaults(facts: CaseFacts, playbook: Playbook): Fault[] {
  return playbook.steps
    .filter((step) => step.requiredFor === 'close' && isFor(step, facts))
    .flatMap((step) =>
      unmet(step.done, facts).map((name) => ({
        path: name === 'any' || name === 'not' ? step.id : name,
        message: `is required to close a case by step '${step.id}' of the playbook`,
      })),
    );
}

/** Whether a step was for this case at any time: in some state of it, with every promise that was ever broken. */
function hasArisen(step: PlaybookStep, facts: CaseFacts): boolean {
  if (isFor(step, facts)) return true;
  return CASE_STATES.some((state) =>
    isFor(step, { ...facts, state, promisesBroken: Math.max(facts.promisesBroken, facts.promisesEverBroken) }),
  );
}

/** Whether a step is for this case now. */
export function isFor(step: PlaybookStep, facts: CaseFacts): boolean {
  return holds(step.when, facts);
}
