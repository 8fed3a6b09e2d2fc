export * from './attention.js';
export * from './plan-follow-up.js';
export * from './receive-messages.js';
