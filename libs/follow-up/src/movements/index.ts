export * from './case-movements.js';
export { afterMove } from './held-things.js';
export { planMerge, type PlannedMovement } from './plan-merge.js';
export { planSplit } from './plan-split.js';
export { planUndo, undoObstacle, type PlannedUndo } from './plan-undo.js';
