export { readItem, type ApiItem, type ItemOutcome, type ItemReader, type MappedItem } from './api-item.js';
export type { ApiStep, ApiStream, StepRequest } from './api-stream.js';
export { addressOf, JsonApi, type ApiAnswer, type ApiRefusal, type ApiService, type Query } from './json-api.js';
export { findSentReply } from './find-sent-reply.js';
export { baseUrlField, hoursToMs, lookBackField } from './option-fields.js';
export { previewStreams, readStreams, type StreamsPreview } from './read-streams.js';
export { spentBudget } from './spent-budget.js';
export { streamsCursor, type StreamPosition, type StreamsCursor } from './stream-position.js';
export { apiDate, writtenAt } from './written-at.js';
