export * from './mail-sender.js';
export * from './smtp-mail-sender.js';
