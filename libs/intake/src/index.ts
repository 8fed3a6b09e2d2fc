export * from './delivery-desk.js';
export * from './normalise-message.js';
export * from './own-messages.js';
export * from './page-ledger.js';
export * from './poll-source.js';
export * from './quarantined-item.js';
export * from './source-outcome.js';
export * from './store-page.js';
