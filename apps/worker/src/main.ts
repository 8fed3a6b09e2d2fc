import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Clock } from '@earshot/domain';
import { migrate, openDatabase, PersistenceModule } from '@earshot/persistence';
import { askedToStop, createLogger, createMetrics, loadConfiguration, SystemClock } from '@earshot/platform';
import { loadWorkerSettings } from './load-worker-settings.js';
import { provisionConfigured } from './sources/provision-configured.js';
import { WorkerModule } from './worker.module.js';

@Module({})
class RootModule {}

@Module({})
class ClockModule {}

/** A worker alone, for houses that run several of them beside their API. Ends at SIGTERM, having drained. */
async function main(): Promise<void> {
  // From now on: whoever is asked during the start has a database to leave, too.
  const asked = askedToStop();
  const configuration = loadConfiguration();
  const logger = createLogger(configuration.log);
  const clock = new SystemClock();
  const database = await openDatabase(configuration, (error) => logger.error({ err: error }, 'the embedded database'));
  try {
    await migrate(database.url);
    await provisionConfigured(configuration, database.url, clock);
    const settings = await loadWorkerSettings(configuration, database, {
      logger,
      metrics: createMetrics(),
      now: clock.now(),
    });
    const root: DynamicModule = {
      module: RootModule,
      imports: [
        { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }], exports: [Clock] },
        PersistenceModule.forRoot({ url: database.url, poolSize: configuration.database.poolSize }),
        // The service itself may run on the same embedded database: what it holds is not ours to free.
        WorkerModule.register({ ...settings, alone: false }),
      ],
    };
    const context = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    logger.info('the worker reads its sources');
    try {
      await asked;
    } finally {
      await context.close();
    }
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`earshot-worker: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
