import type { DataSource } from 'typeorm';

/** Whether the database is there and as new as the code. */
export class SchemaState {
  constructor(private readonly dataSource: DataSource) {}

  /** Names of the migrations that this code needs and the database has not had. Rejects when it cannot be asked. */
  async pendingMigrations(): Promise<string[]> {
    const applied = await this.dataSource.query<{ name: string }[]>('select name from migrations');
    const names = new Set(applied.map((migration) => migration.name));
    return this.dataSource.migrations
      .map((migration) => migration.name ?? migration.constructor.name)
      .filter((name) => !names.has(name));
  }
}
