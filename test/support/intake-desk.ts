import type { Page } from '@earshot/connector-kit';
import { PageStorer } from '@earshot/intake';
import { PostgresPollBook, PostgresTransactions, SourceEntity } from '@earshot/persistence';
import type { DataSource } from 'typeorm';
import { plainClocks } from './clocks.js';
import { WordAssessor } from './messages.js';

const HOLDER = 'test';

/** Stores pages as a poll does, so that what tests move has come in like everything else. */
export class IntakeDesk {
  private sources = 0;

  constructor(private readonly dataSource: DataSource) {}

  async addSource(): Promise<string> {
    this.sources += 1;
    const source = await this.dataSource.getRepository(SourceEntity).save({
      kind: 'scripted',
      name: `Source ${this.sources}`,
      options: {},
      pollIntervalSeconds: 60,
      leaseHolder: HOLDER,
      leasedUntil: new Date('2100-01-01T00:00:00Z'),
    });
    return source.id;
  }

  /** @param now when it is read */
  async receive(sourceId: string, given: Partial<Page<unknown>>, now: Date): Promise<void> {
    const storer = new PageStorer(new PostgresTransactions(this.dataSource), new WordAssessor(), plainClocks, {
      addresses: [],
      domains: ['harbour-bank.example'],
    });
    const pollId = await new PostgresPollBook(this.dataSource).begin(sourceId, now);
    const page = { messages: [], replies: [], rejected: [], skipped: {}, cursor: {}, ...given };
    await storer.store(page, { sourceId, pollId, leaseHolder: HOLDER }, now);
  }
}
