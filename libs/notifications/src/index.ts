export * from './mail-sender.js';
export * from './smtp-mail-sender.js';
export * from './notification-desk.js';
export * from './notification-content.js';
export * from './notification-mail.js';
export { escapeHtml } from './escape-html.js';
export { ChannelDesk } from './channels/channel-desk.js';
export { openChannel, sealChannel, type SecretSeal } from './channels/channel-seal.js';
export { newSigningKey } from './channels/standard-webhooks.js';
