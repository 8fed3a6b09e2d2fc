export * from './digest-content.js';
export * from './digest-desk.js';
export * from './digest-mail.js';
export * from './digest-time.js';
export * from './digest-writer.js';
export * from './insights/insight-desk.js';
export * from './export/exported-lines.js';
