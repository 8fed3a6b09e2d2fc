/**
 * Opens the embedded database of a home, says so, and holds it until SIGTERM, or ends without closing it at SIGINT. Started
 * by tests as a process.
 */
require('./register-sources.cjs');
const { openEmbeddedDatabase } = require('../../libs/persistence/src/embedded/index.ts');

openEmbeddedDatabase(process.argv[2], { durable: false }).then(
  (database) => {
    process.stdout.write(`${database.url}\n`);
    process.once('SIGTERM', () => void database.close().then(() => process.exit(0)));
    process.once('SIGINT', () => process.exit(130));
    setInterval(() => undefined, 60_000);
  },
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
