import { EtagInterceptor } from './etag.interceptor.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IfMatchInterceptor } from './if-match.interceptor.js';
import { KnownParametersInterceptor } from './known-parameters.interceptor.js';

/** How every route behaves, outermost first: a repeated answer carries its ETag, and is told before anything is compared. */
export const COMMAND_MANNERS = [
  EtagInterceptor,
  KnownParametersInterceptor,
  IdempotencyInterceptor,
  IfMatchInterceptor,
] as const;
