export * from './configuration/configuration.js';
export { installationRoot, loadConfiguration, type ConfigurationSources } from './configuration/load-configuration.js';
export { publicUrlOf } from './configuration/public-url.js';
export { LockTaken, tryFileLock, withFileLock, type FileLock, type LockHolder } from './locks/file-lock.js';
export { commandLineOf, identityOf, isAlive, pidOf } from './locks/process-identity.js';
export { PgBossJobQueue, type JobQueueSettings } from './jobs/pg-boss-job-queue.js';
export type { JobLogger } from './jobs/job-logger.js';
export type { FinishedJob, JobOutcome } from './jobs/run-job.js';
