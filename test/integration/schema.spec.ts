import { createDataSource } from '@earshot/persistence';
import { createTestDatabase } from '../support/database.js';

describe('the schema', () => {
  it('that the migrations make is the one that the entities describe', async () => {
    const database = await createTestDatabase();
    const dataSource = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });
});
