import { createHmac } from 'node:crypto';
import { SourceEntity } from '@earshot/persistence';
import request from 'supertest';
import type { TestApi } from './api.js';
import { testBox } from './intake-settings.js';

/** Adds a source that is brought its messages, as `earshot sources add` does. */
export async function addPushedSource(
  { dataSource }: TestApi,
  source: { kind: string; name: string; options?: Record<string, unknown>; secrets?: Record<string, string> },
): Promise<string> {
  const { kind, name, options = {}, secrets } = source;
  const sealed = secrets === undefined ? null : Buffer.from(testBox.seal(JSON.stringify(secrets)));
  const row = { kind, name, options, secrets: sealed, pollIntervalSeconds: 86_400 };
  return (await dataSource.getRepository(SourceEntity).save(row)).id;
}

export const secretOf = (key: Buffer): string => `whsec_${key.toString('base64')}`;

/** The headers of Standard Webhooks for one attempt at a delivery. */
export function signedHeaders(attempt: {
  readonly id: string;
  readonly key: Buffer;
  readonly text: string | Buffer;
  /** Seconds since the epoch. */
  readonly timestamp: string;
}): Record<string, string> {
  const { id, key, text, timestamp } = attempt;
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(text).digest('base64');
  return {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** Sends a delivery as another system does; what a test is about is changed on the way. */
export function deliver(
  api: TestApi,
  sourceId: string,
  delivery: { id: string; key: Buffer; body: unknown; headers?: Record<string, string> },
): request.Test {
  const { id, key, body, headers = {} } = delivery;
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const timestamp = headers['webhook-timestamp'] ?? String(Math.floor(api.clock.now().getTime() / 1_000));
  return (
    request(api.url)
      .post(`/api/v1/intake/${sourceId}`)
      .set({ ...signedHeaders({ id, key, text, timestamp }), ...headers })
      // As it is, also where it is no text.
      .serialize((body) => body as string)
      .send(text)
  );
}
