import type { Clock, DigestReader, DigestStore, WorkingCalendar } from '@earshot/domain';
import { digestContent, type DigestContext } from './digest-content.js';
import { renderDigest, type RenderedDigest } from './digest-mail.js';
import { digestBounds } from './digest-time.js';

/** Writes the account of this moment for a reader. */
export class DigestWriter {
  constructor(
    private readonly store: DigestStore,
    private readonly calendar: () => Promise<WorkingCalendar>,
    private readonly clock: Clock,
    private readonly context: DigestContext,
  ) {}

  async write(reader: Pick<DigestReader, 'zone' | 'localTime'>): Promise<RenderedDigest> {
    const bounds = digestBounds(reader, this.clock.now(), await this.calendar());
    return renderDigest(digestContent(await this.store.facts(bounds), bounds, reader, this.context));
  }
}
