import {
  hoursToMs,
  JsonApi,
  readItem,
  spentBudget,
  streamConnector,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type Query,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import { ownNames } from './own-names.js';
import type { RedditOptions } from './reddit-options.js';
import { RedditReplies } from './reddit-replies.js';
import { thingReader } from './thing-mapper.js';

/** What the API gives at most; it shows the newest 1 000 of a list. */
const MAX_LIMIT = 100;

const listing = z.object({ data: z.object({ children: z.array(z.unknown()), after: z.string().nullish() }) });
const tokenAnswer = z.object({ access_token: z.string().min(1) });

/** Reads searches and whole subreddits as an application that Reddit has approved. */
export function redditConnector(options: RedditOptions, kit: ConnectorKit): Connector<StreamsCursor> {
  const userAgent = { 'user-agent': `server:earshot:0.1 (by /u/${options.contact})` };
  const api = new JsonApi(kit.http, { name: 'Reddit', baseUrl: options.baseUrl, headers: () => userAgent });
  const logins = new JsonApi(kit.http, { name: 'Reddit', baseUrl: options.loginUrl, headers: () => userAgent });
  const own = ownNames(options);
  const { clientSecret = '', refreshToken } = kit.secrets;

  /**
   * Application-only, or in the name of the account that answers: https://github.com/reddit-archive/reddit/wiki/OAuth2.
   * One a poll; it lives for a day at most.
   */
  const login = async (signal: AbortSignal): Promise<Record<string, string>> => {
    const pair = Buffer.from(`${options.clientId}:${clientSecret}`).toString('base64');
    const { body } = await logins.call('api/v1/access_token', {
      schema: tokenAnswer,
      body: new URLSearchParams(
        refreshToken
          ? { grant_type: 'refresh_token', refresh_token: refreshToken }
          : { grant_type: 'client_credentials' },
      ),
      headers: { authorization: `Basic ${pair}` },
      signal,
    });
    return { authorization: `Bearer ${body.access_token}` };
  };

  const stream = (name: string, path: string, query: Query, headers: Record<string, string>): ApiStream => ({
    name,
    lookBackMs: hoursToMs(options.lookBackHours),
    async fetch(step, signal): Promise<ApiStep> {
      const answer = await api.get(path, {
        schema: listing,
        query: { ...query, limit: Math.min(step.size, MAX_LIMIT), after: step.token, raw_json: 1 },
        headers,
        resumes: step.token !== null,
        signal,
      });
      const { children, after } = answer.body.data;
      const reader = thingReader(own, kit.now());
      return {
        items: children.map((raw) => readItem(raw, reader, step.maxItemBytes)),
        next: after ?? null,
        notBefore: spentBudget(answer.headers, kit.now()),
      };
    },
  });

  const replies = new RedditReplies(options, kit, userAgent, login);
  return streamConnector({
    summary: `Reddit: ${[...options.searches.map((words) => `“${words}”`), ...options.subreddits.map((name) => `r/${name}`)].join(', ')}`,
    async streams(signal) {
      const headers = await login(signal);
      return [
        ...options.searches.map((q) => stream(`search:${q}`, 'search', { q, sort: 'new', type: 'link' }, headers)),
        ...options.subreddits.flatMap((name) => [
          stream(`posts:${name}`, `r/${name}/new`, {}, headers),
          stream(`comments:${name}`, `r/${name}/comments`, {}, headers),
        ]),
      ];
    },
    warnings: (preview) => (preview.length === 0 ? ['Nothing is found now; check the words and names'] : []),
    now: kit.now,
    reply: (outgoing, signal) => replies.send(outgoing, signal),
    findReply: (outgoing, signal) => replies.find(outgoing, signal),
  });
}
