import { InvalidInput, type CaseCause, type CauseKind, type Fault } from '@earshot/domain';
import type { Deed } from './deed.js';

/** Where it went wrong, whether it will happen again, what was changed, and what it taught. */
export interface CauseToSet {
  readonly stage: string;
  readonly kind: CauseKind;
  readonly correctiveAction: string | null;
  /** A lesson that is known, with its stage … */
  readonly lesson: { readonly id: string; readonly causeStage: string } | null;
  /** … or a new one. */
  readonly newLesson: { readonly title: string; readonly text: string } | null;
}

/** @throws InvalidInput for an unknown stage, for a lesson of an accident, and for one of another stage */
export const setCause: Deed<CauseToSet> = (found, request, { playbook }) => {
  const { stage, kind, correctiveAction, lesson, newLesson } = request;
  const stages = playbook.causeStages.map(({ id }) => id);
  const faults: Fault[] = [];
  const fault = (path: string, message: string) => faults.push({ path, message });
  if (!stages.includes(stage)) fault('stage', `must be one of ${stages.join(', ')}`);
  if (kind === 'accident' && (lesson ?? newLesson) !== null)
    fault('lessonId', 'belongs to a systemic cause: an accident teaches nothing that holds');
  if (lesson !== null && newLesson !== null) fault('lesson', 'must be left out when lessonId is given');
  if (lesson !== null && lesson.causeStage !== stage)
    fault('lessonId', `must be a lesson of the stage '${stage}', but lesson ${lesson.id} is of '${lesson.causeStage}'`);
  if (faults.length > 0) throw new InvalidInput('The cause has faults', faults);
  return {
    cause: { stage, kind, correctiveAction, lessonId: lesson?.id ?? keptLesson(found.cause, stage, kind) },
    ...(newLesson === null ? {} : { lesson: { ...newLesson, causeStage: stage } }),
    event: { type: 'cause_set', detail: { stage, kind, correctiveAction: correctiveAction !== null } },
  };
};

/** Setting the corrective action later does not undo the link to the lesson. */
function keptLesson(known: CaseCause, stage: string, kind: CauseKind): string | null {
  return kind === 'systemic' && known.stage === stage ? known.lessonId : null;
}
