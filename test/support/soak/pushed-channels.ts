import { randomBytes } from 'node:crypto';
import { secretOf, signedHeaders } from '../delivery.js';
import { PatientSender, type Attempt } from './patient-sender.js';
import { SeededRandom } from './seeded-random.js';
import { seconds, type OpenChannel } from './soak-channel.js';

/** Here all visitors come from one address, and type faster than people. */
const FORM_OPTIONS = { minSeconds: 0, maxPerHour: 10_000 };

/** What comes to the API by itself, by kind. */
export const PUSHED_CHANNELS = {
  /** Another system, as Standard Webhooks wants it: the same message always comes under the same id. */
  webhook: ({ apiUrl, seed }) => {
    const key = randomBytes(32);
    const sender = new PatientSender(new SeededRandom(seed));
    const publish = (n: number, words: string, sourceId: string): void => {
      const text = JSON.stringify({ id: `m-${n}`, text: words, author: { address: addressOf(n) } });
      sender.send(async (signal) => {
        const headers = signedHeaders({ id: `d-${n}`, key, text, timestamp: String(seconds()) });
        const url = `${apiUrl}/api/v1/intake/${sourceId}`;
        return (await fetch(url, { method: 'POST', headers, body: text, signal })).status === 202;
      });
    };
    return { options: {}, secrets: { secret: secretOf(key) }, http: null, publish, stop: () => sender.stop() };
  },
  /** Visitors of the house's pages, each of whom opens the form once and presses "Send" until thanks are shown. */
  form: ({ apiUrl, seed }) => {
    const sender = new PatientSender(new SeededRandom(seed));
    const publish = (n: number, words: string, sourceId: string): void =>
      sender.send(visit(`${apiUrl}/api/v1/forms/${sourceId}`, { text: words, email: addressOf(n) }));
    return { options: FORM_OPTIONS, secrets: {}, http: null, publish, stop: () => sender.stop() };
  },
} satisfies Readonly<Record<string, OpenChannel>>;

function visit(url: string, entry: Readonly<Record<string, string>>): Attempt {
  let token: string | null = null;
  return async (signal) => {
    token ??= tokenIn(await (await fetch(url, { signal })).text());
    if (token === null) return false;
    const sent = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...entry, token }), signal });
    await sent.body?.cancel();
    return sent.status === 200;
  };
}

function tokenIn(page: string): string | null {
  return /name="token" value="([^"]+)"/.exec(page)?.[1] ?? null;
}

function addressOf(n: number): string {
  return `customer-${n}@customers.example`;
}
