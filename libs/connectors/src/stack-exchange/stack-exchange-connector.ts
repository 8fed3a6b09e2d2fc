import {
  hoursToMs,
  JsonApi,
  previewStreams,
  readItem,
  readStreams,
  secondOfOldest,
  type ApiStep,
  type ApiStream,
  type Connector,
  type ConnectorKit,
  type ItemReader,
  type Page,
  type PollLimits,
  type Query,
  type SourceCheck,
  type StepRequest,
  type StreamsCursor,
} from '@earshot/connector-kit';
import { ConnectorError } from '@earshot/domain';
import { answerReader, commentReader, questionReader, readingOf, type Reading } from './post-mapper.js';
import type { StackExchangeOptions } from './stack-exchange-options.js';
import { judgeRefusal, pauseAskedFor, wrapper } from './wrapper.js';

const VERSION = '2.3';
/** What the API gives at most, https://api.stackexchange.com/docs/paging */
const MAX_PAGE_SIZE = 100;

/** Reads the questions of one site, and what the house's own people wrote below them. */
export class StackExchangeConnector implements Connector<StreamsCursor> {
  private readonly api: JsonApi;
  /** By method: the service bans those who ask again before. */
  private readonly pausedUntil = new Map<string, Date>();

  constructor(
    private readonly options: StackExchangeOptions,
    private readonly kit: ConnectorKit,
  ) {
    this.api = new JsonApi(kit.http, {
      name: 'Stack Exchange',
      baseUrl: options.baseUrl,
      judge: (refusal) => judgeRefusal(refusal, kit.now()),
    });
  }

  async verify(signal: AbortSignal): Promise<SourceCheck> {
    const preview = await previewStreams([this.questions()], signal);
    const { site, query, tags, ownUserIds } = this.options;
    return {
      summary: `${site}: ${[...(query === null ? [] : [`“${query}”`]), ...tags.map((tag) => `[${tag}]`)].join(' ')}`,
      warnings: [
        ...(this.kit.secrets['key'] ? [] : ['Without a key only 300 requests a day are allowed']),
        ...(ownUserIds.length === 0 ? ['Without user numbers of your team its answers are not seen'] : []),
        ...(preview.messages.length === 0 ? ['No question is found now; check the words and tags'] : []),
      ],
      preview: preview.messages,
    };
  }

  async *poll(from: StreamsCursor | null, limits: PollLimits, signal: AbortSignal): AsyncIterable<Page<StreamsCursor>> {
    yield* readStreams([this.questions(), ...this.answers()], from, limits, this.kit.now(), signal);
  }

  async close(): Promise<void> {
    // Nothing is held open between requests.
  }

  private questions(): ApiStream {
    const { query, tags } = this.options;
    const asked = { ...(query !== null && { q: query }), ...(tags.length > 0 && { tagged: tags.join(';') }) };
    return this.stream(`questions:${JSON.stringify(asked)}`, 'search/advanced', asked, questionReader(this.reading()));
  }

  private answers(): ApiStream[] {
    const ids = this.options.ownUserIds.join(';');
    if (ids === '') return [];
    return [
      this.stream(`answers:${ids}`, `users/${ids}/answers`, {}, answerReader(this.reading())),
      this.stream(`comments:${ids}`, `users/${ids}/comments`, {}, commentReader(this.reading())),
    ];
  }

  private reading(): Reading {
    return readingOf(this.options, this.kit.now());
  }

  /** The position is a time (inclusive): pages by number would leave a question out when one before it is deleted. */
  private stream<Item>(name: string, method: string, query: Query, reader: ItemReader<Item>): ApiStream {
    const fetch = async (step: StepRequest, signal: AbortSignal): Promise<ApiStep> => {
      this.checkPause(method);
      const key = this.kit.secrets['key'] ?? '';
      const { body } = await this.api.get(`${VERSION}/${method}`, {
        schema: wrapper,
        query: {
          site: this.options.site,
          ...query,
          sort: 'creation',
          order: 'desc',
          filter: 'withbody',
          pagesize: MAX_PAGE_SIZE,
          todate: step.token,
          fromdate: step.since === null ? null : Math.floor(step.since.getTime() / 1000),
          key: key === '' ? null : key,
        },
        resumes: step.token !== null,
        signal,
      });
      const notBefore = pauseAskedFor(body, this.kit.now());
      if (notBefore !== null) this.pausedUntil.set(method, notBefore);
      const items = body.items.map((raw) => readItem(raw, reader, step.maxItemBytes));
      return { items, next: body.has_more ? secondOfOldest(items, step.token) : null, notBefore };
    };
    return { name, lookBackMs: hoursToMs(this.options.lookBackHours), fetch };
  }

  private checkPause(method: string): void {
    const until = this.pausedUntil.get(method);
    if (until !== undefined && until > this.kit.now())
      throw new ConnectorError('rate_limited', 'Stack Exchange asked for a pause', { retryAt: until });
  }
}
