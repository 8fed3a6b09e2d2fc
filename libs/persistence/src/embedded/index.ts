export { DatabaseUnavailable } from './database-unavailable.js';
export { acquireInstanceLock, AlreadyRunning } from './instance-lock.js';
export { openDatabase, openEmbeddedDatabase, type DatabaseChoice, type OpenDatabase } from './open-database.js';
export { waitForDatabase } from './wait-for-database.js';
