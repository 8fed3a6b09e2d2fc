export * from './common.js';
export * from './session.js';
export * from './alerts.js';
export * from './sources.js';
export * from './events.js';
export * from './notifications.js';
export * from './detection.js';
export * from './policy.js';
