import { z } from 'zod';
import type { ItemReader } from './api-item.js';
import { rereadJson } from './reread-json.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const reader: ItemReader<{ id: string; gone?: boolean | undefined }> = {
  noun: 'post',
  schema: z.object({ id: z.string(), gone: z.boolean().optional() }),
  idOf: (raw) => (raw as { id?: unknown }).id,
  map: ({ id, gone }) => ({ at: NOW, outcome: gone === true ? { removed: id } : { skipped: `read ${id}` } }),
};
const reread = rereadJson((options: { own: string }, _now: Date, raw: unknown) =>
  JSON.stringify(raw).includes(options.own) ? null : reader,
);
const read = (text: string) => reread({ own: 'two in one' }, Buffer.from(text), NOW);

describe('an item of the quarantine that is read again', () => {
  it('is what the reader makes of it now', async () => {
    expect(await read('{"id":"7"}')).toEqual({ skipped: 'read 7' });
    expect(await read('{"id":"7","gone":true}')).toEqual({ skipped: 'removed' });
  });

  it('that still cannot be read is rejected again, with what is wrong', async () => {
    expect(await read('{"id":7}')).toMatchObject({ rejected: { reason: 'unparsable' } });
  });

  it.each(['{"id":"7', '', '{"id":"two in one"}'])('does not tell enough: %s', async (text) => {
    expect(await read(text)).toBeNull();
  });
});
