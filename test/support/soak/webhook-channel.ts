import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { secretOf, signedHeaders } from '../delivery.js';
import type { SeededRandom } from './seeded-random.js';
import type { SoakChannel } from './soak-channels.js';

const AGAIN_MS = 500;
/** Longer than a delivery waits for its turn at the source. */
const PATIENCE_MS = 15_000;

/**
 * Another system that sends its messages to the API, one after the other, as Standard Webhooks wants it: each is sent again
 * under the same id until it was taken. Answers get lost on the way, so that some are sent again though they were taken.
 */
export function webhookChannel(apiUrl: string, random: SeededRandom): SoakChannel {
  const key = randomBytes(32);
  const stopped = new AbortController();
  let sending = Promise.resolve();

  async function send(n: number, words: string, sourceId: string): Promise<void> {
    const text = JSON.stringify({ id: `m-${n}`, text: words, author: { address: `customer-${n}@customers.example` } });
    let isHeard = false;
    while (!isHeard && !stopped.signal.aborted) {
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const headers = signedHeaders({ id: `d-${n}`, key, text, timestamp });
      const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const isTaken = await fetch(`${apiUrl}/api/v1/intake/${sourceId}`, {
        method: 'POST',
        headers,
        body: text,
        signal,
      })
        .then(({ status }) => status === 202)
        // The API is killed now and then, in the middle of a delivery as well.
        .catch(() => false);
      isHeard = isTaken && random.below(4) > 0;
      if (!isHeard) await pause(AGAIN_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  return {
    kind: 'webhook',
    options: {},
    secrets: { secret: secretOf(key) },
    http: null,
    publish: (n, words, sourceId) => {
      sending = sending.then(() => send(n, words, sourceId));
    },
    stop: () => {
      stopped.abort();
      return sending;
    },
  };
}
