export * from './connector.js';
export * from './connector-logger.js';
export * from './http/http-client.js';
export * from './http/network-guard.js';
export { AddressGuard, isPublic, type LookUp } from './http/address-guard.js';
export { GuardedHttpClient, type GuardedHttpClientOptions } from './http/guarded-http-client.js';
export { retryAfter, MAX_RETRY_AFTER_MS } from './http/retry-after.js';
export { shownUrl } from './http/shown-url.js';
export { errorCode } from './error-code.js';
