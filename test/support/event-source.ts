import { ChangeEvent } from '@earshot/contracts';
import type { Client } from './api.js';

/** A browser's EventSource, as far as the tests need one. */
export class TestEventSource {
  readonly events: ChangeEvent[] = [];
  /** What the browser would send as Last-Event-ID. */
  lastEventId: string | null = null;
  /** Resolves when the server ends the stream or the connection breaks. */
  readonly ended: Promise<void>;
  private wakeUp: () => void = () => undefined;

  private constructor(
    response: Response,
    private readonly controller: AbortController,
  ) {
    this.ended = this.read(response).catch(() => undefined);
  }

  /** Resolves when the stream is open and has told where to resume. */
  static async open(client: Client, lastEventId: string | null = null): Promise<TestEventSource> {
    const controller = new AbortController();
    const response = await fetch(`${client.url}/api/v1/events`, {
      headers: { Cookie: client.cookie, ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }) },
      signal: controller.signal,
    });
    if (!response.ok) throw new Error(`the event stream answers ${response.status}`);
    const source = new TestEventSource(response, controller);
    await source.until(() => source.lastEventId !== null);
    return source;
  }

  close(): void {
    this.controller.abort();
  }

  /** Waits until what was received fulfils the condition; jest's time limit ends a wait in vain. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.wakeUp = resolve));
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.receive(block.split('\n'));
      this.wakeUp();
    }
  }

  private receive(lines: readonly string[]): void {
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const id = field('id');
    if (id !== undefined) this.lastEventId = id;
    const data = field('event') === undefined ? field('data') : undefined;
    if (data !== undefined) this.events.push(ChangeEvent.parse(JSON.parse(data)));
  }
}
