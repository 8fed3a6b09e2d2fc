export * from './mail-sender.js';
export * from './smtp-mail-sender.js';
export * from './notification-desk.js';
export * from './notification-content.js';
export * from './notification-mail.js';
export { escapeHtml } from './escape-html.js';
