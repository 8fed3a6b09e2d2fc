export * from './connector.js';
export * from './connector-logger.js';
export * from './http/http-client.js';
export * from './http/network-guard.js';
