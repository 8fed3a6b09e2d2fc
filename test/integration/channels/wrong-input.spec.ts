import type { ConnectorKit, StreamsCursor } from '@earshot/connector-kit';
import type { ServerResponse } from 'node:http';
import { connectorKit } from '../../support/connector-kit.js';
import { json } from '../../support/channels/answering.js';
import { HTTP_CHANNELS, type ItemParts } from '../../support/channels/http-channels.js';
import { failureOf, poll } from '../../support/channels/polling.js';
import { HttpServer } from '../../support/http-server.js';

const NOW = new Date('2026-03-03T12:00:00Z');
const WRITTEN = '2026-03-02T10:00:00Z';
const MIB = 1024 * 1024;

describe.each(HTTP_CHANNELS.map((channel) => [channel.definition.kind, channel] as const))(
  'whatever %s is sent',
  (_kind, channel) => {
    let server: HttpServer;
    let kit: ConnectorKit;

    beforeEach(async () => {
      server = await HttpServer.start();
      kit = connectorKit([server.host], { now: () => NOW, secrets: channel.secrets(server.origin) });
    });
    afterEach(() => server.stop());

    const given = () => ({ ...channel.options, ...channel.addresses?.(server.origin), baseUrl: server.origin });
    const read = (from: unknown = null) => poll(channel.definition, given(), kit, from);
    /** The error, which a person must be able to read: no markup, no secret, no page of text. */
    const failure = async (from: unknown = null) => {
      const error = await failureOf(read(from));
      expect(error.message).toMatch(/^\S[^<>\n]{5,250}$/);
      for (const secret of Object.values(channel.secrets(server.origin))) expect(error.message).not.toContain(secret);
      return error;
    };
    const item = (parts: Partial<ItemParts> = {}) =>
      channel.item({ text: 'It broke', date: WRITTEN, ...parts, ...idOf(parts) });
    const idOf = ({ id = 1 }: Partial<ItemParts>) => ({ id: channel.numericIds === true ? id : String(id) });
    const serve = (...items: unknown[]) => raw((response) => json(response, channel.list(items)));
    const raw = (answer: (response: ServerResponse) => void) =>
      void (server.instead = ({ url }, response) => {
        const { first } = channel;
        if (first !== undefined && url.startsWith(first.path)) json(response, first.body);
        else answer(response);
      });

    it('reads an item as the others of this table are made from', async () => {
      serve(item());
      expect((await read()).messages).toMatchObject([{ text: 'It broke', sentAt: new Date(WRITTEN) }]);
    });

    it.each([
      ['half of its JSON', '{"items":[{"id":'],
      ['an empty body', ''],
      ['a web page with status 200', '<!doctype html><title>Log in</title>'],
      ['JSON of another form', '{"hello":"world"}'],
      ['a bare null', 'null'],
      ['a number', '17'],
    ])('takes %s for unreadable', async (_what, body) => {
      raw((response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
      expect((await failure()).kind).toBe('unreadable');
    });

    it.each([
      [401, 'credentials_rejected'],
      [403, 'credentials_rejected'],
      [404, 'misconfigured'],
      [410, 'misconfigured'],
      [500, 'unreachable'],
      [502, 'unreachable'],
      [503, 'unreachable'],
    ])('takes status %s for %s', async (status, kind) => {
      raw((response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html>error</html>'));
      expect((await failure()).kind).toBe(kind);
    });

    it('waits as long as status 429 asks', async () => {
      raw((response) => json(response, {}, { 'retry-after': '90' }, 429));
      expect(await failure()).toMatchObject({ kind: 'rate_limited', retryAt: new Date('2026-03-03T12:01:30Z') });
    });

    it('reads nothing from an empty list, and says so in its cursor', async () => {
      serve();
      const { ids, cursor } = await read();
      expect(ids).toEqual([]);
      expect(channel.definition.cursor.parse(JSON.parse(JSON.stringify(cursor)))).toEqual(cursor);
    });

    if (channel.keepsPositions !== true) {
      it.each([400, 410])('reads anew when status %i says that the place is not known any more', async (status) => {
        serve(item());
        const { cursor } = await read();
        raw((response) => json(response, { error: 'unknown place' }, {}, status));
        expect((await failure(onItsWay(cursor))).kind).toBe('cursor_lost');
      });
    }

    it.each<[string, (response: ServerResponse) => void]>([
      ['broken JSON', (response) => response.end('{"items":[')],
      ['a web page', (response) => response.end('<!doctype html><title>Maintenance</title>')],
      ['status 500', (response) => response.writeHead(500).end()],
      ['status 429', (response) => response.writeHead(429, { 'retry-after': '1' }).end()],
      ['a cut connection', (response) => response.destroy()],
    ])('loses nothing and doubles nothing after %s', async (_what, answer) => {
      serve(item({ id: 1 }));
      const before = await read();
      raw(answer);
      await failure(before.cursor);
      const again = channel.givesOnce === true ? [] : [item({ id: 1 })];
      serve(item({ id: 3 }), item({ id: 2 }), ...again);
      const after = await read(before.cursor);
      expect(after.ids).toHaveLength(2);
      expect(new Set([...before.ids, ...after.ids]).size).toBe(3);
      if (channel.givesOnce !== true) expect((await read(after.cursor)).ids).toEqual([]);
    });

    it('reads a page that comes again and again once', async () => {
      serve(item());
      expect((await read()).ids).toHaveLength(1);
    });

    it.each([
      ['an hour ahead of ours', new Date(NOW.getTime() + 3_600_000).toISOString(), ['date-implausible']],
      ['of the year 1970', '1970-01-01T00:00:00Z', ['date-implausible']],
      ['in words', 'yesterday evening', ['date-missing']],
      ['that cannot be', '2026-02-31T25:00:00Z', ['date-missing']],
      ['that is an object', { seconds: 1 }, ['date-missing']],
      ['that is missing', undefined, ['date-missing']],
    ])('counts an item with a date %s from its reading', async (_what, date, tags) => {
      serve(item({ date }));
      expect((await read()).messages).toMatchObject([{ sentAt: NOW, tags }]);
    });

    it.each([
      ['Unix seconds', 1772445600],
      ['Unix seconds in digits', '1772445600'],
      ['milliseconds', 1772445600000],
      ['an offset', '2026-03-02T12:00:00+02:00'],
      ['no zone', '2026-03-02T10:00:00'],
      ['fractions', '2026-03-02T10:00:00.000000Z'],
    ])('reads a date in %s', async (_what, date) => {
      serve(item({ date }));
      expect((await read()).messages).toMatchObject([{ sentAt: new Date(WRITTEN), tags: [] }]);
    });

    it('sets what is no item aside with its raw form, and reads the others', async () => {
      serve(item({ id: 3 }), null, 'text', { id: {} }, [], item({ id: 2 }));
      const { pages, ids } = await read();
      expect(ids).toHaveLength(2);
      const rejected = pages.flatMap((page) => page.rejected);
      expect(rejected).toHaveLength(4);
      for (const { reason, raw: kept } of rejected)
        expect([reason, kept]).toEqual(['unparsable', expect.any(Uint8Array)]);
    });

    it('sets an item with an id of 10 kB and one with a text of 5 MB aside', async () => {
      serve(item({ id: 2 }), item({ id: 'x'.repeat(10_000) }), item({ id: 4, text: 'x'.repeat(5 * MIB) }));
      const { pages, messages } = await read();
      expect(messages).toHaveLength(1);
      const rejected = pages.flatMap((page) => page.rejected);
      expect(rejected.map(({ reason }) => reason).sort()).toEqual(['too-large', 'unparsable']);
      for (const { externalId, raw: kept } of rejected) {
        expect((externalId ?? '').length).toBeLessThanOrEqual(512);
        expect(kept!.length).toBeLessThanOrEqual(256 * 1024);
      }
    });

    it('keeps odd characters out of the database’s way', async () => {
      serve(item({ text: 'nul\u0000, half \ud83d, emoji 😡' }));
      const [message] = (await read()).messages;
      expect(message?.text.isWellFormed()).toBe(true);
      expect(message?.text).toMatch(/^nul, half .*, emoji 😡$/u);
    });

    it('gives up on an answer of more than 10 MB', async () => {
      raw((response) => response.writeHead(200).end(Buffer.alloc(11 * MIB, ' ')));
      expect((await failure()).kind).toBe('unreadable');
    });

    it('gives up on a connection that is cut in the middle', async () => {
      raw((response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"items":');
        setImmediate(() => response.destroy());
      });
      expect((await failure()).kind).toBe('unreachable');
    });

    it('stops when it is told to while an answer drips', async () => {
      const drips: NodeJS.Timeout[] = [];
      raw((response) => {
        response.writeHead(200);
        drips.push(setInterval(() => response.write(' '), 5));
      });
      const connector = channel.definition.create(channel.definition.options.parse(given()), kit);
      const limits = { pageSize: 10, maxItemBytes: MIB, since: null };
      const reading = connector.poll(null, limits, AbortSignal.timeout(60))[Symbol.asyncIterator]();
      await expect(reading.next()).rejects.toMatchObject({ name: 'TimeoutError' });
      drips.forEach(clearInterval);
    });

    it('does not follow a redirect into the house', async () => {
      raw((response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end());
      expect((await failure()).kind).toBe('misconfigured');
    });

    it('does not carry a secret to another host', async () => {
      const other = await HttpServer.start('127.0.0.2');
      kit = connectorKit([server.host, other.host], { now: () => NOW, secrets: channel.secrets(server.origin) });
      other.instead = (_request, response) => json(response, channel.list([item()]));
      raw((response) => response.writeHead(302, { location: `${other.origin}/` }).end());
      await read();
      const told = JSON.stringify(other.seen);
      for (const secret of Object.values(channel.secrets(server.origin))) expect(told).not.toContain(secret);
      await other.stop();
    });
  },
);

/** The cursor of a poll that was stopped behind the first page. */
function onItsWay(cursor: unknown): unknown {
  const { streams } = cursor as StreamsCursor;
  const walk = { token: '2', newest: null, recent: [], around: [] };
  return {
    streams: Object.fromEntries(Object.entries(streams).map(([name, position]) => [name, { ...position, walk }])),
  };
}
