import { CalendarFeedStore, type DueTask, type User } from '@earshot/domain';
import { IsNull, type DataSource } from 'typeorm';
import { CalendarFeedEntity, UserEntity } from '../entities/index.js';

const DEADLINES = `
  select t.id as "taskId", t.case_id as "caseId", t.kind, c.severity, t.due_at as "dueAt", c.version,
    greatest(t.opened_at, (select max(at) from case_events where case_id = c.id)) as "changedAt"
  from tasks t join cases c on c.id = t.case_id
  where c.owner_id = $1 and t.state = 'open' and c.merged_into is null
  order by t.due_at, t.id limit $2`;

export class PostgresCalendarFeedStore extends CalendarFeedStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async since(userId: string): Promise<Date | null> {
    return (await this.feeds.findOneBy({ userId }))?.createdAt ?? null;
  }

  async replace(userId: string, tokenHash: Uint8Array, at: Date): Promise<void> {
    await this.feeds.upsert({ userId, tokenHash: Buffer.from(tokenHash), createdAt: at }, ['userId']);
  }

  async remove(userId: string): Promise<boolean> {
    return (await this.feeds.delete({ userId })).affected === 1;
  }

  async ownerOf(tokenHash: Uint8Array): Promise<User | null> {
    const feed = await this.feeds.findOneBy({ tokenHash: Buffer.from(tokenHash) });
    if (feed === null) return null;
    return this.dataSource.getRepository(UserEntity).findOneBy({ id: feed.userId, disabledAt: IsNull() });
  }

  async deadlines(userId: string, limit: number): Promise<readonly DueTask[]> {
    return this.dataSource.query<DueTask[]>(DEADLINES, [userId, limit]);
  }

  private get feeds() {
    return this.dataSource.getRepository(CalendarFeedEntity);
  }
}
