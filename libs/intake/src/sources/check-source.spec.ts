import type { Connector } from '@earshot/connector-kit';
import { incoming } from '../../../../test/support/messages.js';
import { SourceChecker } from './check-source.js';

const NOW = new Date('2026-03-02T10:00:00Z');

describe('a look at a source before it is saved', () => {
  it('shows and judges what would be stored, not what the channel gave', async () => {
    const given = incoming({
      externalId: 'm-1',
      subject: 'Two\u0000 lines\nof subject',
      text: 'Late \u202Eagain\u0000',
      url: 'javascript:alert(1)',
      sentAt: new Date('2099-01-01T00:00:00Z'),
    });
    const judged: string[] = [];
    const connector = {
      verify: () => Promise.resolve({ summary: 'one message', warnings: [], preview: [given] }),
      close: () => Promise.resolve(),
    } as unknown as Connector<unknown>;
    const checker = new SourceChecker({
      open: () => connector,
      assessor: () => Promise.resolve({ assess: ({ text }: { text: string }) => judged.push(text) } as never),
      warn: () => undefined,
      limitMs: 10_000,
      now: () => NOW,
    });
    const source = { kind: 'feed', options: {}, secrets: {} };
    const checked = await checker.check(source, () => Promise.resolve(), new AbortController().signal);
    expect(checked).toMatchObject({
      ok: true,
      preview: [
        { message: { subject: 'Two\uFFFD lines of subject', text: 'Late again\uFFFD', url: null, sentAt: NOW } },
      ],
    });
    expect(judged).toEqual(['Late again\uFFFD']);
  });
});
