export { readItem, type ApiItem, type ItemOutcome, type ItemReader, type MappedItem } from './api-item.js';
export type { ApiStep, ApiStream, StepRequest } from './api-stream.js';
export { addressOf, JsonApi, type ApiAnswer, type ApiRefusal, type ApiService, type Query } from './json-api.js';
export { findSentReply } from './find-sent-reply.js';
export { withoutOutdated } from './item-key.js';
export { hasField } from './has-field.js';
export { isListOrNothing } from './is-list-or-nothing.js';
export { refuseTooLong } from './refuse-too-long.js';
export { baseUrlField, hoursToMs, lookBackField, webAddressField } from './option-fields.js';
export { pageOfItems } from './page-of-items.js';
export { previewStreams, readStreams, type StreamsPreview } from './read-streams.js';
export { rereadJson } from './reread-json.js';
export {
  foundReviewAnswer,
  readAnsweredReviews,
  reviewAnswerId,
  reviewAnswerReceipt,
  seenReviewAnswer,
} from './review-answer.js';
export { reviewMessage, type Review } from './review-message.js';
export { canSign, signedJwt, type SigningKey } from './signed-jwt.js';
export { siteAuthor } from './site-author.js';
export { spentBudget } from './spent-budget.js';
export { streamConnector, type StreamSource } from './stream-connector.js';
export { streamsCursor, type StreamPosition, type StreamsCursor } from './stream-position.js';
export { secondOfOldest } from './time-position.js';
export { withPlace } from './with-place.js';
export { apiDate, writtenAt } from './written-at.js';
export { postOutcome } from './written-post.js';
