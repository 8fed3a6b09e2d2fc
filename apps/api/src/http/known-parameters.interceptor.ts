import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { InvalidInput } from '@earshot/domain';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { API_PREFIX } from '../api-settings.js';
import { routeParameters, type RouteParameter } from './route-parameters.js';

/**
 * What a route does not take is refused by name: a filter with a slip of the pen must not list everything. Routes that
 * take a whole query or body have a schema, which refuses what it does not know by itself.
 */
@Injectable()
export class KnownParametersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.path.startsWith(`/${API_PREFIX}/`)) {
      const parameters = routeParameters(context);
      refuse(request.query, parameters, [RouteParamtypes.QUERY]);
      refuse(request.body, parameters, [RouteParamtypes.BODY, RouteParamtypes.RAW_BODY, RouteParamtypes.REQUEST]);
    }
    return next.handle();
  }
}

function refuse(given: unknown, parameters: readonly RouteParameter[], kinds: readonly RouteParamtypes[]): void {
  const taken = parameters.filter(({ kind }) => kinds.includes(kind));
  if (taken.some(({ name }) => name === null) || typeof given !== 'object' || given === null) return;
  const known = new Set(taken.map(({ name }) => name));
  const unknown = Buffer.isBuffer(given) ? [] : Object.keys(given).filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  throw new InvalidInput(
    'The request has faults',
    unknown.map((path) => ({ path, message: 'is not known here' })),
  );
}
