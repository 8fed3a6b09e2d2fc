import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { etagOf } from './entity-tag.js';
import { versionedKind } from './versioned.js';

/** What the answers carry that are a case, or tell of one, and those that are a customer. */
const ID_OF = { Case: 'caseId', Customer: 'id' } as const;

/** Every answer that has the version of the case or customer of its path carries it as its ETag. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const kind = versionedKind(context.switchToHttp().getRequest<Request>());
    const response = context.switchToHttp().getResponse<Response>();
    if (kind === null) return next.handle();
    return next.handle().pipe(
      tap((answer) => {
        if (hasVersion(answer, ID_OF[kind]) && !response.headersSent)
          response.setHeader('ETag', etagOf(answer.version));
      }),
    );
  }
}

function hasVersion(answer: unknown, id: string): answer is { readonly version: number } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    id in answer &&
    'version' in answer &&
    typeof answer.version === 'number'
  );
}
