import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** The framework's own lines in our log; what it says at every start is of interest to developers only. */
export function pinoForNest(logger: Logger): LoggerService {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...context: unknown[]): void => {
      logger[level]({ framework: context.at(-1) }, String(message));
    };
  return {
    log: write('debug'),
    debug: write('debug'),
    verbose: write('debug'),
    warn: write('warn'),
    error: write('error'),
  };
}
