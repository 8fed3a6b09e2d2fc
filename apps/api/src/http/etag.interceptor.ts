import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { API_PREFIX } from '../api-settings.js';
import { etagOf } from './case-version.js';

const CASE_ROUTES = new RegExp(`^/${API_PREFIX}/cases/:`);

/** Every answer that is a case carries its version as its ETag. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    if (!CASE_ROUTES.test((request.route as { path?: string } | undefined)?.path ?? '')) return next.handle();
    return next.handle().pipe(
      tap((answer) => {
        if (isCase(answer) && !response.headersSent) response.setHeader('ETag', etagOf(answer.version));
      }),
    );
  }
}

function isCase(answer: unknown): answer is { readonly caseId: string; readonly version: number } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'caseId' in answer &&
    'version' in answer &&
    typeof answer.version === 'number'
  );
}
