import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { TokenScope } from '@earshot/domain';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';
import { ROUTE_SCOPE } from './tokens/route-scope.js';

export interface Route {
  /** `AlertsController.list` */
  readonly name: string;
  readonly method: string;
  /** As the decorators have it, without the application's prefix: `/cases/:id`. */
  readonly path: string;
  readonly access: RouteAccess | undefined;
  /** Of API tokens; without one the route takes none. */
  readonly scope: TokenScope | undefined;
}

/** Refuses to start while a route does not say who may call it: a forgotten decorator is found by the first test. */
@Injectable()
export class RouteAccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undecided = this.routes().filter((route) => route.access === undefined);
    if (undecided.length > 0)
      throw new Error(`Routes without @Allow or @Public: ${undecided.map((route) => route.name).join(', ')}`);
  }

  /** Every route of the application. */
  routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
        return [
          {
            name: `${metatype.name}.${name}`,
            method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod],
            path: joined(pathOf(metatype), pathOf(handler)),
            access: this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, metatype]),
            scope: this.reflector.getAllAndOverride<TokenScope | undefined>(ROUTE_SCOPE, [handler, metatype]),
          },
        ];
      });
    });
  }
}

const pathOf = (target: object): string => String(Reflect.getMetadata(PATH_METADATA, target) ?? '');

function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
