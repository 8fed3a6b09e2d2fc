/** Opens the embedded database of a home, says so, and holds it until it is told to end. Started by tests as a process. */
require('./register-sources.cjs');
const { openEmbeddedDatabase } = require('../../libs/persistence/src/embedded/index.ts');

openEmbeddedDatabase(process.argv[2], { durable: false }).then(
  (database) => {
    process.stdout.write(`${database.url}\n`);
    process.once('SIGTERM', () => void database.close().then(() => process.exit(0)));
    setInterval(() => undefined, 60_000);
  },
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
