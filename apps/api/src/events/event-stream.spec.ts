import type { ServerResponse } from 'node:http';
import type { ChangeEvent } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { EventStream } from './event-stream.js';

/** A reader that takes nothing: everything written stays in the buffer. */
class StuckResponse {
  destroyed = false;
  writableEnded = false;
  writableLength = 0;
  text = '';

  writeHead(): void {
    this.text = '';
  }

  write(text: string): void {
    this.text += text;
    this.writableLength += Buffer.byteLength(text);
  }

  destroy(): void {
    this.destroyed = true;
  }
}

const event = (id: number): ChangeEvent => ({
  id: String(id),
  topics: ['cases'],
  caseIds: [String(id)],
  sourceIds: [],
});

function opened(): { response: StuckResponse; stream: EventStream } {
  const response = new StuckResponse();
  const stream = new EventStream(response as unknown as ServerResponse, {} as StoredSession);
  stream.open();
  return { response, stream };
}

const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));

describe('a reader', () => {
  it('gets what it missed before what happens meanwhile', () => {
    const { response, stream } = opened();
    stream.send(event(12));
    stream.caughtUp([event(10), event(11)], '11');
    stream.send(event(13));
    expect(ids(response.text)).toEqual([10, 11, 12, 13]);
  });

  it('learns where to resume even when nothing was missed', () => {
    const { response, stream } = opened();
    stream.caughtUp([], '7');
    expect(ids(response.text)).toEqual([7]);
    expect(response.text).not.toContain('caseIds');
  });

  it('is told that the server is there, in a way that its page can see and that moves no id', () => {
    const { response, stream } = opened();
    stream.caughtUp([], '7');
    const before = response.text.length;
    stream.keepAlive();
    expect(response.text.slice(before)).toBe('event: alive\ndata: 15000\n\n');
  });

  it('that reads nothing is dropped before it fills the memory', () => {
    const { response, stream } = opened();
    stream.caughtUp([], '0');
    for (let i = 1; i <= 10_000; i++) stream.send(event(i));
    expect(response.destroyed).toBe(true);
    expect(response.writableLength).toBeLessThan(70_000);
  });
});
