import { AuditLog, type AuditEvent } from '@earshot/domain';
import type { DataSource } from 'typeorm';
import { AuditEventEntity } from '../entities/index.js';

export class PostgresAuditLog extends AuditLog {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async record(event: AuditEvent): Promise<void> {
    const events = this.dataSource.getRepository(AuditEventEntity);
    await events.save(events.create({ ...event }));
  }
}
