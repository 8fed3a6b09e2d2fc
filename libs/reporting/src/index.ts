export * from './digest/digest-content.js';
export * from './digest/digest-desk.js';
export * from './digest/digest-links.js';
export * from './digest/digest-time.js';
export * from './digest/digest-writer.js';
export { DIGEST_LANGUAGES } from './digest/wording/catalogue.js';
export * from './export/exported-lines.js';
export * from './insights/insight-desk.js';
export * from './spikes/spike-desk.js';
