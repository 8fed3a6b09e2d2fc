import type { CasePlaybookView, PlaybookStepView, PlaybookView } from '@earshot/contracts';
import type { PlaybookTask } from '@earshot/domain';
import { inLanguage, type Playbook, type PlaybookStanding, type PlaybookStep } from '@earshot/follow-up';
import { stringify } from 'yaml';
import { presented } from '../http/presented.js';

const AFTERCARE: readonly string[] = ['recovery_check', 'review_request', 'win_back'];

/** A case's standing in the words of its reader. */
export function casePlaybookView(
  { found, steps, missingToClose, unkeptPromises }: PlaybookStanding,
  playbook: Playbook,
  language: string,
): CasePlaybookView {
  const { id, version, state, calls, options, compensations, cause, solvedAt, customer, tasks } = found;
  const isChosen = options.some(({ chosenAt }) => chosenAt !== null);
  return presented({
    caseId: id,
    version,
    state,
    steps: steps.map(({ step, status }) => ({ ...stepView(step, language), status })),
    calls: [...calls],
    options: [...options],
    optionsMissing: isChosen ? 0 : Math.max(0, playbook.options.atLeast - options.length),
    promises: tasks
      .filter(({ kind }) => kind === 'promise')
      .map((task) => ({ ...datedTask(task), text: task.note ?? '' })),
    compensations: [...compensations],
    cause,
    solvedAt,
    customerLeftAt: customer?.leftAt ?? null,
    aftercare: tasks
      .filter(({ kind }) => AFTERCARE.includes(kind))
      .map((task) => ({ ...datedTask(task), kind: task.kind })),
    missingToClose: [...missingToClose],
    unkeptPromises: [...unkeptPromises],
  });
}

/** A step as the house wrote it. */
export function writtenStepView(step: PlaybookStep, language: string): PlaybookView['steps'][number] {
  const { when, from, done } = step;
  return {
    ...stepView(step, language),
    conditions: { when: written(when), from: written(from), done: written(done) },
    after: step.does === 'task' ? [...step.after] : [],
  };
}

const written = (condition: object): string =>
  Object.keys(condition).length === 0 ? '' : stringify(condition, { lineWidth: 100 }).trim();

export function stepView(step: PlaybookStep, language: string): Omit<PlaybookStepView, 'status'> {
  return {
    id: step.id,
    title: inLanguage(step.title, language),
    advice: inLanguage(step.advice, language),
    urgent: step.urgent,
    requiredFor: step.requiredFor ?? null,
    does: step.does,
    deed: step.does === 'action' ? step.deed : null,
    task: step.does === 'task' ? step.task : null,
    template: step.does === 'prompt' ? null : (step.template ?? null),
  };
}

function datedTask({ id, state, openedAt, dueAt, closedAt, closedReason }: PlaybookTask) {
  return { taskId: id, state, openedAt, dueAt, closedAt, closedReason };
}
