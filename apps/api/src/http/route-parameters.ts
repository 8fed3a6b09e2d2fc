import type { ExecutionContext, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

/** What a route's method takes of the request. */
export interface RouteParameter {
  readonly kind: RouteParamtypes;
  /** The one thing that it takes; `null` when it takes all of that kind. */
  readonly name: string | null;
  readonly type: unknown;
}

export function routeParameters(context: ExecutionContext): RouteParameter[] {
  const controller: Type = context.getClass();
  const method = context.getHandler().name;
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { readonly index: number; readonly data?: unknown }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as unknown[];
  return Object.entries(declared).map(([key, { index, data }]) => ({
    kind: Number(key.split(':')[0]),
    name: typeof data === 'string' ? data : null,
    type: types[index],
  }));
}
