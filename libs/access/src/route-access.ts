import { SetMetadata } from '@nestjs/common';
import type { Role } from '@earshot/domain';

export const ROUTE_ACCESS = 'earshot:route-access';

/** Who may call a route: everybody without signing in, or signed-in people of these roles. */
export type RouteAccess = 'public' | readonly Role[];

/** Signed-in people of these roles may call it; `admin` always may. */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  SetMetadata<string, RouteAccess>(ROUTE_ACCESS, roles);

/** Anybody may call it without signing in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata<string, RouteAccess>(ROUTE_ACCESS, 'public');

export function mayCall(access: readonly Role[], role: Role): boolean {
  return role === 'admin' || access.includes(role);
}
