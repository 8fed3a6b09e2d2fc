import { Client } from 'pg';
import { createTestDatabase } from '../support/database.js';

describe('the database of a test file', () => {
  it('is its own, lower-cases every script, and is gone after drop', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase({ empty: true })]);
    expect(one.url).not.toBe(other.url);
    const client = new Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query<{ lower: string }>("select lower('ЖАЛОБА ŠĶIRŅA Ä')");
    expect(rows[0]?.lower).toBe('жалоба šķirņa ä');
    await client.end();
    await Promise.all([one.drop(), other.drop()]);
    await expect(new Client({ connectionString: one.url }).connect()).rejects.toThrow('does not exist');
  });
});
