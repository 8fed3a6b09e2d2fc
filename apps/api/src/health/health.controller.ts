import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { Public } from '@earshot/access';
import { SchemaState } from '@earshot/persistence';

/** An orchestrator's probe gives up after a second or a few. */
const PATIENCE_MS = 2_000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly schema: SchemaState,
  ) {}

  /** The process runs: restarting it would not help whatever else is wrong. */
  @Get('live')
  @Public()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests can be served: the database answers and has the schema that this code needs. 503 otherwise. */
  @Get('ready')
  @Public()
  async ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () =>
        this.indicators
          .check('database')
          .attempt(async () => {
            const pending = await this.schema.pendingMigrations();
            if (pending.length > 0) throw new Error(`migrations are pending: ${pending.join(', ')}`);
          })
          .withTimeout(PATIENCE_MS),
    ]);
  }
}
