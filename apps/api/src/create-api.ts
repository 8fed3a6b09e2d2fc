import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkStateTables, Clock } from '@earshot/domain';
import { PersistenceModule, type DatabaseSettings } from '@earshot/persistence';
import { ApiModule } from './api.module.js';
import type { ApiSettings } from './api-settings.js';
import { configureHttp } from './http/configure-http.js';
import { pinoForNest } from './http/pino-for-nest.js';

export interface ApiOptions {
  readonly settings: ApiSettings;
  readonly database: DatabaseSettings;
  readonly clock: Clock;
  /** Modules that share the process and its database connections, such as the worker's. */
  readonly alongside?: readonly DynamicModule[];
}

@Module({})
class RootModule {}

@Module({})
class ClockModule {}

/**
 * The application, connected to its migrated database and ready for `listen`. `close` ends open event streams, waits for
 * running requests and disconnects.
 */
export async function createApi(options: ApiOptions): Promise<NestExpressApplication> {
  checkStateTables();
  const clock: DynamicModule = {
    module: ClockModule,
    global: true,
    providers: [{ provide: Clock, useValue: options.clock }],
    exports: [Clock],
  };
  const root: DynamicModule = {
    module: RootModule,
    imports: [
      clock,
      PersistenceModule.forRoot(options.database),
      ApiModule.register(options.settings),
      ...(options.alongside ?? []),
    ],
  };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    // Signatures of webhooks are over the bytes as they were sent.
    rawBody: true,
    abortOnError: false,
    logger: pinoForNest(options.settings.logger),
  });
  configureHttp(app, options.settings);
  try {
    return await app.init();
  } catch (error) {
    // What was opened before the fault must not keep the process.
    await app.close().catch(() => undefined);
    throw error;
  }
}
