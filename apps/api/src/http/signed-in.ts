import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AccessRequest } from '@earshot/access';
import type { StoredSession } from '@earshot/domain';

/** The session that the access guard let in; only on routes that are not public. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): StoredSession => {
  const { session } = context.switchToHttp().getRequest<AccessRequest>();
  if (session === undefined) throw new Error('a public route asks who is signed in');
  return session;
});
