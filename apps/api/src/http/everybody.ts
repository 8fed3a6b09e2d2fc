import { ROLES, type Role } from '@earshot/domain';

/** All who are signed in. Only the roles that configure or administrate are singled out. */
export const EVERYBODY = ROLES as unknown as readonly [Role, ...Role[]];
