import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { SecretBox, SecretUnreadable } from './secret-box.js';
import { keyFileOf, openSecretBox } from './secret-keys.js';

const box = new SecretBox([Buffer.alloc(32, 1)]);
const home = mkdtempSync(join(tmpdir(), 'earshot-secrets-'));
afterAll(() => rmSync(home, { recursive: true }));

describe('a sealed secret', () => {
  it('opens to what was sealed, and looks different each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = text.toWellFormed();
        const sealed = box.seal(wellFormed);
        expect(box.open(sealed)).toBe(wellFormed);
        expect(Buffer.from(sealed).equals(box.seal(wellFormed))).toBe(false);
      }),
    );
  });

  it('does not open when any byte was changed, cut off or added', () => {
    const sealed = box.seal('hunter2');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Uint8Array.from(sealed);
      changed[i]! ^= 0x10;
      expect(() => box.open(changed)).toThrow(SecretUnreadable);
      expect(() => box.open(sealed.subarray(0, i))).toThrow(SecretUnreadable);
    }
    expect(() => box.open(Buffer.concat([sealed, Buffer.of(0)]))).toThrow('changed since it was sealed');
    expect(() => box.open(Buffer.from('hunter2'))).toThrow('no sealed secret');
  });

  it('names the missing key, and opens when the old key is kept behind a new one', () => {
    const sealed = box.seal('hunter2');
    const renewed = new SecretBox([Buffer.alloc(32, 2)]);
    expect(() => renewed.open(sealed)).toThrow(`sealed with the key ${box.keyId}; the keys here are ${renewed.keyId}`);
    const both = new SecretBox([Buffer.alloc(32, 2), Buffer.alloc(32, 1)]);
    expect(both.open(sealed)).toBe('hunter2');
    expect(renewed.open(both.seal('new'))).toBe('new');
  });
});

describe('the key of an installation', () => {
  it('is made once, readable by its owner only, and used again', () => {
    const sealed = openSecretBox(home, {}).seal('hunter2');
    expect(statSync(keyFileOf(home)).mode & 0o777).toBe(0o600);
    expect(openSecretBox(home, {}).open(sealed)).toBe('hunter2');
    const fromFile = readFileSync(keyFileOf(home), 'utf8').trim();
    expect(openSecretBox('/nowhere', { EARSHOT_SECRET_KEY: fromFile }).open(sealed)).toBe('hunter2');
  });

  it('is taken from the environment as base64 or hexadecimal digits, several for a change of keys', () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const old = openSecretBox('/nowhere', { EARSHOT_SECRET_KEY: first.toString('hex') });
    const both = openSecretBox('/nowhere', {
      EARSHOT_SECRET_KEY: `${second.toString('base64')},${first.toString('base64')}`,
    });
    expect(both.open(old.seal('hunter2'))).toBe('hunter2');
    expect(both.keyId).not.toBe(old.keyId);
  });

  it('that is too short is refused without being shown', () => {
    const refuse = () => openSecretBox('/nowhere', { EARSHOT_SECRET_KEY: 'c2hvcnQ=' });
    expect(refuse).toThrow(
      /EARSHOT_SECRET_KEY: the key \(hidden\) must be 32 bytes as base64 or 64 hexadecimal digits/,
    );
    expect(refuse).not.toThrow('c2hvcnQ=');
    writeFileSync(join(home, 'secret.key'), '');
    expect(() => openSecretBox(home, {})).toThrow('secret.key: the key (hidden) must be');
  });
});
