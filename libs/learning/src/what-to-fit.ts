import type { Lesson, OverlayVersion } from '@earshot/domain';

/** With fewer there is nothing to validate an overlay on. */
export const FEWEST_LESSONS = 10;
/** A source that differs from the others shows it from about here on; below, theirs teach it more than its own. */
export const FEWEST_OF_A_SOURCE = 100;
/** What took the place of another, or was put aside by a person, is not questioned again by fewer new verdicts. */
export const FEWEST_NEW = 10;

/** The verdicts for one overlay: those of one source, or of all. */
export interface Scope {
  readonly sourceId: string | null;
  readonly lessons: readonly Lesson[];
}

/** All verdicts first, then each source that has enough of its own; one that has all of them teaches what all do. */
export function scopesOf(lessons: readonly Lesson[]): Scope[] {
  const bySource = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    const known = bySource.get(lesson.input.sourceId);
    if (known === undefined) bySource.set(lesson.input.sourceId, [lesson]);
    else known.push(lesson);
  }
  const own = [...bySource].filter(([, those]) => those.length >= FEWEST_OF_A_SOURCE && those.length < lessons.length);
  return [{ sourceId: null, lessons }, ...own.map(([sourceId, those]) => ({ sourceId, lessons: those }))].filter(
    (scope) => scope.lessons.length >= FEWEST_LESSONS,
  );
}

export function lastVerdictOf(lessons: readonly Lesson[]): string {
  return lessons.reduce((last, { verdictId }) => (BigInt(verdictId) > BigInt(last) ? verdictId : last), '0');
}

/** Whether this was fitted from the same verdicts on the same model. */
export function isFittedAlready(scope: Scope, newest: OverlayVersion | null, baseModel: string): boolean {
  return (
    newest !== null &&
    newest.baseModel === baseModel &&
    newest.verdicts === scope.lessons.length &&
    newest.lastVerdictId === lastVerdictOf(scope.lessons)
  );
}

/** The verdicts that `version` did not learn from. */
export function newSince(version: OverlayVersion, lessons: readonly Lesson[]): Lesson[] {
  return lessons.filter(({ verdictId }) => BigInt(verdictId) > BigInt(version.lastVerdictId));
}

export function knownTo(version: OverlayVersion, lessons: readonly Lesson[]): Lesson[] {
  return lessons.filter(({ verdictId }) => BigInt(verdictId) <= BigInt(version.lastVerdictId));
}
