import {
  hoursToMs,
  JsonApi,
  previewStreams,
  readItem,
  readStreams,
  secondOfOldest,
  spentBudget,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type Page,
  type PollLimits,
  type Query,
  type SourceCheck,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { z } from 'zod';
import type { HackerNewsOptions } from './hacker-news-options.js';
import { hitReader, ownNames } from './hit-mapper.js';

/** Many more hits than are written in one second, which is the step of the position. */
const HITS_PER_REQUEST = 100;

/** `nbHits`: all that the search finds, of which `hits` are the newest. */
const found = z.object({ hits: z.array(z.unknown()), nbHits: z.int().nullish() });

/** Looks for names on Hacker News by the date of what is found, newest first. */
export class HackerNewsConnector implements Connector<StreamsCursor> {
  private readonly api: JsonApi;

  constructor(
    private readonly options: HackerNewsOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.api = new JsonApi(kit.http, { name: 'Hacker News', baseUrl: options.baseUrl });
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const preview = await previewStreams(this.searches(), signal);
    const { queries, ownAccounts } = this.options;
    return {
      summary: `Hacker News: ${queries.map((query) => `“${query}”`).join(', ')}`,
      warnings: [
        ...(preview.messages.length === 0 ? ['Nothing is found now; check how the names are written'] : []),
        ...(ownAccounts.length === 0 ? ['Without user names of your team its answers are taken for messages'] : []),
      ],
      preview: preview.messages,
    };
  }

  async *poll(from: StreamsCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<StreamsCursor>> {
    yield* readStreams([...this.searches(), ...this.answers()], from, limits, this.kit.now(), signal);
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private searches(): ApiStream[] {
    const { queries, exact } = this.options;
    return queries.map((query) =>
      this.stream(`search:${exact ? 'exact' : 'loose'}:${query}`, {
        query: exact ? `"${query.replaceAll('"', ' ')}"` : query,
        tags: '(story,comment)',
        advancedSyntax: exact,
        typoTolerance: !exact,
      }),
    );
  }

  private answers(): ApiStream[] {
    return this.options.ownAccounts.map((name) => this.stream(`answers:${name}`, { tags: `comment,author_${name}` }));
  }

  /**
   * The service gives no more than a thousand hits of a search, so the position is a time (inclusive) and not a page: each
   * step is a search of its own.
   */
  private stream(name: string, query: Query): ApiStream {
    const reader = hitReader(ownNames(this.options.ownAccounts), this.kit.now());
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      const { body, headers } = await this.api.get('api/v1/search_by_date', {
        schema: found,
        query: { ...query, hitsPerPage: HITS_PER_REQUEST, numericFilters: timeFilter(step) },
        resumes: step.token !== null,
        signal,
      });
      const items = body.hits.map((raw) => readItem(raw, reader, step.maxItemBytes));
      return {
        items,
        // The service may give fewer hits than it was asked for; only its own count, or an empty page, is the end.
        next: (body.nbHits ?? Infinity) <= items.length ? null : secondOfOldest(items, step.token),
        notBefore: spentBudget(headers, this.kit.now()),
      };
    };
    return { name, lookBackMs: hoursToMs(this.options.lookBackHours), fetch };
  }
}

function timeFilter({ token, since }: StepRequest): string | null {
  const filters = [
    ...(token === null ? [] : [`created_at_i<=${token}`]),
    ...(since === null ? [] : [`created_at_i>=${Math.floor(since.getTime() / 1000)}`]),
  ];
  return filters.length === 0 ? null : filters.join(',');
}
