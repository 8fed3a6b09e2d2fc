import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ConnectorKit } from '../connector.js';
import { JsonApi, type Query } from '../api/json-api.js';
import { judgeGraphRefusal } from './graph-errors.js';
import { graphUsagePause } from './graph-usage.js';

const listed = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
});

interface GraphList {
  readonly raws: readonly unknown[];
  /** Where the list goes on; `null` at its end. */
  readonly after: string | null;
  readonly notBefore: Date | null;
}

/** The Graph API of Facebook and Instagram, with the token of a page. */
export class GraphApi {
  private readonly api: JsonApi;

  /** @param name how people call the service */
  constructor(
    name: string,
    baseUrl: string,
    private readonly kit: Pick<ConnectorKit, 'http' | 'now' | 'secrets'>,
  ) {
    this.api = new JsonApi(kit.http, {
      name,
      baseUrl,
      headers: () => ({ authorization: `Bearer ${kit.secrets['accessToken'] ?? ''}` }),
      judge: (refusal) => judgeGraphRefusal(refusal, kit.now()),
    });
  }

  /** One page of an edge. @throws ConnectorError */
  async list(path: string, query: Query & { readonly after: string | null }, signal: AbortSignal): Promise<GraphList> {
    const { body, headers } = await this.api.get(path, {
      schema: listed,
      query: { ...query, ...this.proof() },
      resumes: query.after !== null,
      signal,
    });
    // A cursor also stands on the last page; only the address of the next one tells that there is one.
    const after = body.paging?.next ? (body.paging.cursors?.after ?? null) : null;
    return { raws: body.data, after, notBefore: graphUsagePause(headers, this.kit.now()) };
  }

  /** @throws ConnectorError */
  async get<Body>(path: string, query: Query, schema: z.ZodType<Body>, signal: AbortSignal): Promise<Body> {
    return (await this.api.get(path, { schema, query: { ...query, ...this.proof() }, signal })).body;
  }

  /** Writes below a post or a comment; resolves to the id of what was written. @throws ConnectorError, ReplyError */
  async write(path: string, message: string, signal: AbortSignal): Promise<string> {
    const { body } = await this.api.send(path, {
      schema: z.object({ id: z.string().min(1) }),
      query: this.proof(),
      body: new URLSearchParams({ message }),
      repeatable: false,
      signal,
    });
    return body.id;
  }

  /** A token that was stolen is of no use without it: https://developers.facebook.com/docs/graph-api/securing-requests */
  private proof(): Query {
    const { appSecret = '', accessToken = '' } = this.kit.secrets;
    return appSecret === ''
      ? {}
      : { appsecret_proof: createHmac('sha256', appSecret).update(accessToken).digest('hex') };
  }
}
