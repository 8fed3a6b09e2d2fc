import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { OwnAccount } from './own-account.js';
import { People } from './people/people.js';
import { Passwords } from './passwords.js';
import { RouteAccessCheck } from './route-access-check.js';
import { Sessions } from './sessions.js';
import { ApiTokens } from './tokens/api-tokens.js';
import { Users } from './users.js';

/** Needs UserStore, PeopleStore, ApiTokenStore, SessionStore, AuditLog and Clock from a global module. */
@Module({})
export class AccessModule {
  static register(settings: AccessSettings): DynamicModule {
    return {
      module: AccessModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: ACCESS_SETTINGS, useValue: settings },
        { provide: APP_GUARD, useClass: AccessGuard },
        Passwords,
        Sessions,
        Users,
        OwnAccount,
        People,
        ApiTokens,
        RouteAccessCheck,
      ],
      exports: [ACCESS_SETTINGS, Sessions, Users, OwnAccount, People, ApiTokens, RouteAccessCheck],
    };
  }
}
