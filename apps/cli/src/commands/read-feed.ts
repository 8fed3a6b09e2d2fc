import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { AddressGuard, GuardedHttpClient } from '@earshot/connector-kit';
import { MAX_FEED_BYTES, feedItems, parseFeed, type FeedItem } from '@earshot/connectors';
import { ConnectorError, InvalidInput } from '@earshot/domain';
import type { CliCommand } from '../cli-command.js';

const HELP = `Usage: earshot read-feed FILE|URL...

Reads feeds (RSS, Atom, RDF, JSON Feed) as a source of the kind "feed" would, and prints one JSON line per entry, in the
feed's order: {"feed","id","title","url","author","publishedAt","text"}. publishedAt is UTC, or null where the feed has no
readable date. What cannot be read is answered by {"feed","error"}, the other feeds are read, and the exit code is 1.

The given host may be on this machine or in the house; it may not redirect to other inner addresses.
`;

export const command: CliCommand = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new InvalidInput('read-feed needs at least one file or address; see --help');
  return readFeeds(positionals, (line) => process.stdout.write(`${line}\n`));
};

/** Reads feeds one after another; resolves to 1 when something of them could not be read, else 0. */
export async function readFeeds(feeds: readonly string[], print: (line: string) => void): Promise<number> {
  let failed = false;
  for (const feed of feeds) {
    for (const line of await linesOf(feed)) {
      failed ||= 'error' in line;
      print(JSON.stringify({ feed, ...line }));
    }
  }
  return failed ? 1 : 0;
}

type Line = ReturnType<typeof entryLine> | { error: string };

async function linesOf(feed: string): Promise<Line[]> {
  try {
    const { bytes, contentType, url } = await (/^https?:\/\//i.test(feed) ? fetched(feed) : fromFile(feed));
    const document = await parseFeed(bytes, contentType, url);
    const lines = feedItems(document, url).map((item, index) =>
      item === null ? { error: `entry ${index + 1} has neither id, link, title nor text` } : entryLine(item),
    );
    return [...lines, ...document.damaged.map(({ detail }) => ({ error: detail }))];
  } catch (error) {
    return [{ error: describe(error) }];
  }
}

function entryLine({ id, title, url, author, publishedAt, text }: FeedItem) {
  return {
    id,
    title,
    url,
    author: author?.name ?? author?.address ?? null,
    publishedAt: publishedAt?.toISOString() ?? null,
    text,
  };
}

/** Whoever types an address at the terminal may reach it; where it redirects to is not theirs to decide. */
async function fetched(url: string): Promise<{ bytes: Uint8Array; contentType: string | null; url: string }> {
  const { hostname, port, protocol } = new URL(url);
  const client = new GuardedHttpClient(new AddressGuard([`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`]));
  try {
    const answer = await client.request(url, { maxBytes: MAX_FEED_BYTES });
    return { bytes: answer.body, contentType: answer.headers['content-type'] ?? null, url: answer.url };
  } finally {
    await client.close();
  }
}

/** Also reads pipes, of which the size is not known before. */
async function fromFile(path: string): Promise<{ bytes: Uint8Array; contentType: null; url: null }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FEED_BYTES)
      throw new InvalidInput(`the file is larger than the ${MAX_FEED_BYTES} bytes that are read`);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), contentType: null, url: null };
}

function describe(error: unknown): string {
  if (error instanceof ConnectorError && error.advice !== null) return `${error.message}. ${error.advice}`;
  return error instanceof Error ? error.message : String(error);
}
