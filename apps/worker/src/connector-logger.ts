import type { ConnectorLogger } from '@earshot/connector-kit';
import type { Logger } from 'pino';

export function connectorLogger(logger: Logger): ConnectorLogger {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
  };
}
