import { randomBytes } from 'node:crypto';
import { SecretBox } from '@earshot/platform';
import fc from 'fast-check';
import { DIGEST_LINK_PATH, DigestLinks } from './digest-links.js';

const NOW = new Date('2026-03-02T06:00:00Z');
const PAGE = `https://earshot.example${DIGEST_LINK_PATH}/`;
const links = new DigestLinks(new SecretBox([randomBytes(32)]), 'https://earshot.example');
const made = links.for({ userId: '7', subscriptionId: '3' }, NOW);
const tokenOf = (url: string) => url.slice(PAGE.length);
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

describe('a link of a digest', () => {
  it('says whose it is, what it does with which case, and for how long', () => {
    const url = made.act('41', 'acknowledge');
    expect(url).toContain(PAGE);
    const link = { does: 'digest-act', userId: '7', subscriptionId: '3', caseId: '41', action: 'acknowledge' };
    expect(links.read(tokenOf(url), daysLater(6.9))).toMatchObject(link);
    expect(links.read(tokenOf(url), daysLater(7))).toBeNull();
    expect(links.read(tokenOf(made.stop()), daysLater(399))).toMatchObject({
      does: 'digest-stop',
      subscriptionId: '3',
    });
  });

  it('is none when any character of it was changed, left out or added, however long it is', () => {
    const base64 = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    const change = fc.record({
      caseId: fc.integer({ min: 1, max: 99_999_999 }).map(String),
      place: fc.integer({ min: 0, max: 2_000 }),
      leftOut: fc.integer({ min: 0, max: 2 }),
      added: fc.array(base64, { maxLength: 3 }).map((characters) => characters.join('')),
    });
    fc.assert(
      fc.property(change, ({ caseId, place, leftOut, added }) => {
        const token = tokenOf(made.act(caseId, 'assign-to-me'));
        const at = place % (token.length + 1);
        const changed = `${token.slice(0, at)}${added}${token.slice(at + leftOut)}`;
        fc.pre(changed !== token);
        expect(links.read(changed, NOW)).toBeNull();
      }),
    );
  });
});
