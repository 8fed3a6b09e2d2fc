/**
 * Starts one embedded PostgreSQL for the whole test run, without fsync, and migrates one template database, from which
 * every test file clones its own (see database.ts). Plain Node loads this file, so sources are compiled as they are needed.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
require('reflect-metadata');
require('./register-sources.cjs');

const TEMPLATE = 'earshot_template';

module.exports = async () => {
  const { migrate, openEmbeddedDatabase } = require('../../libs/persistence/src/index.ts');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'earshot-test-'));
  // As root, the account of the server must be able to pass.
  fs.chmodSync(home, 0o755);
  const database = await openEmbeddedDatabase(home, { durable: false, maxConnections: 300 });
  globalThis.closeEarshotTestServer = async () => {
    await database.close();
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const server = database.url.slice(0, database.url.lastIndexOf('/'));
  await createTemplate(server, migrate);
  process.env.EARSHOT_TEST_SERVER = server;
  process.env.EARSHOT_TEST_TEMPLATE = TEMPLATE;
};

async function createTemplate(server, migrate) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(`${server}/${TEMPLATE}`);
}
