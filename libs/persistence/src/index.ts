export * from './entities/index.js';
export * from './data-source.js';
export * from './embedded/index.js';
export { PostgresPollBook } from './repositories/poll-book.repository.js';
export { PostgresTransactions } from './repositories/transactions.js';
export { CHANGE_CHANNEL } from './repositories/changes.repository.js';
export { refreshDeadlines } from './repositories/cases.repository.js';
