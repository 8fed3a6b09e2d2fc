import type { HttpConfiguration } from './configuration.js';

/** The address people open, without a slash at the end. */
export function publicUrlOf(http: HttpConfiguration): string {
  return (http.publicUrl ?? `http://localhost:${http.port}`).replace(/\/+$/, '');
}
