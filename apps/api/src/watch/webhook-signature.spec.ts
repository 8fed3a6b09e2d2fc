import { createHmac } from 'node:crypto';
import { signatureFault, type SignedRequest } from './webhook-signature.js';

// The example of the specification's own libraries.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = new Date(1_614_265_330_000);
const example: SignedRequest = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: Buffer.from('{"test": 2432232314}'),
};
const fault = (given: Partial<SignedRequest> = {}, secret = SECRET, now = NOW) =>
  signatureFault({ ...example, ...given }, secret, now);

describe('the signature of a webhook', () => {
  it('is right where the specification says so', () => {
    expect(fault()).toBeNull();
    expect(fault({ signature: `v1,AAAA v2,xyz ${example.signature}` })).toBeNull();
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['another body', { body: Buffer.from('{"test": 2432232315}') }],
    ['another id', { id: 'msg_other' }],
    ['another timestamp', { timestamp: '1614265331' }],
    ['another version of the scheme', { signature: example.signature?.replace('v1', 'v2') }],
    ['half a signature', { signature: 'v1,g0hM9SsE' }],
    ['none', { signature: '' }],
  ])('does not fit %s', (_, given) => {
    expect(fault(given)).toBe('webhook-signature does not fit the request and the secret');
  });

  it('does not fit another secret', () => {
    expect(fault({}, `whsec_${Buffer.from('another key of 24 bytes!').toString('base64')}`)).toContain('does not fit');
  });

  it.each<[string, Partial<SignedRequest>, string]>([
    ['no id', { id: undefined }, 'are needed'],
    ['no timestamp', { timestamp: undefined }, 'are needed'],
    ['no signature', { signature: undefined }, 'are needed'],
    ['an id with a space', { id: 'a b' }, 'visible characters'],
    ['an endless id', { id: 'a'.repeat(201) }, 'visible characters'],
    ['a date for a timestamp', { timestamp: '2026-03-02' }, 'whole seconds'],
  ])('is not looked at with %s', (_, given, words) => {
    expect(fault(given)).toContain(words);
  });

  it('is good for five minutes', () => {
    const at = (seconds: number) => fault({}, SECRET, new Date(NOW.getTime() + seconds * 1_000));
    expect([at(-300), at(300)]).toEqual([null, null]);
    for (const seconds of [-301, 301])
      expect(at(seconds)).toBe('webhook-timestamp is more than 300 seconds away from now');
  });

  it('is over the bytes that were sent, whatever they are', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe, 0x7b]);
    const key = Buffer.from(SECRET.slice(6), 'base64');
    const signature = createHmac('sha256', key)
      .update(`${example.id}.${example.timestamp}.`)
      .update(body)
      .digest('base64');
    expect(fault({ body, signature: `v1,${signature}` })).toBeNull();
  });
});
