import { SetMetadata } from '@nestjs/common';
import type { TokenScope } from '@earshot/domain';

export const ROUTE_SCOPE = 'earshot:route-scope';

/** API tokens of this scope may call the route; a route without it takes no token at all. */
export const Scope = (scope: TokenScope): MethodDecorator & ClassDecorator =>
  SetMetadata<string, TokenScope>(ROUTE_SCOPE, scope);
