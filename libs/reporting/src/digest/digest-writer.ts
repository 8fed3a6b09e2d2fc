import type { Clock, DigestReader, DigestStore, Policy } from '@earshot/domain';
import { digestContent, type DigestContext } from './digest-content.js';
import { renderDigestHtml } from './digest-html.js';
import type { DigestLinks } from './digest-links.js';
import { renderDigestText } from './digest-text.js';
import { digestTimes } from './digest-time.js';

/** A digest as a mail. */
export interface WrittenDigest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where the mail program's own "unsubscribe" leads; `null` in a preview. */
  readonly stopUrl: string | null;
}

export type ReaderToWriteFor = Pick<
  DigestReader,
  'edition' | 'localTime' | 'zone' | 'days' | 'workingDaysOnly' | 'calendar' | 'language' | 'scope' | 'hasDaily'
>;

/** Writes the account of this moment for a reader. */
export class DigestWriter {
  constructor(
    private readonly store: DigestStore,
    private readonly policy: () => Promise<Policy>,
    private readonly clock: Clock,
    private readonly context: DigestContext,
  ) {}

  /**
   * @param links `null` for a preview: whoever looks at it must not act in the reader's name
   * @param made what it was made for, as in `digestTimes`
   */
  async write(
    reader: ReaderToWriteFor,
    links: { readonly made: DigestLinks; readonly for: Parameters<DigestLinks['for']>[0] } | null,
    made: string | null = null,
  ): Promise<WrittenDigest> {
    const now = this.clock.now();
    const calendar = (await this.policy()).calendar(reader.calendar);
    const facts = await this.store.facts({ ...digestTimes(reader, now, calendar, made), scope: reader.scope });
    const maker = links === null ? null : links.made.for(links.for, now);
    const content = digestContent(facts, reader, now, this.context, maker);
    return {
      subject: content.subject,
      text: renderDigestText(content),
      html: renderDigestHtml(content),
      stopUrl: content.stop?.url ?? null,
    };
  }
}
