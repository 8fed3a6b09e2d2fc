import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Conflict, InvalidInput } from '@earshot/domain';
import { CaseListQueries } from '@earshot/persistence';
import type { Request } from 'express';
import { isZodDto } from 'nestjs-zod/dto';
import { catchError, type Observable } from 'rxjs';
import { ZodObject } from 'zod';
import { API_PREFIX } from '../api-settings.js';
import { PreconditionFailed, versionOf } from './case-version.js';
import { routeParameters } from './route-parameters.js';

const CASE_COMMANDS = new RegExp(`^/${API_PREFIX}/cases/:id/`);

/**
 * Commands on a case take the version that their person saw in the body or, as HTTP has it, in `If-Match`. Who sends the
 * header is answered 412 with the present version when it is stale, who sends the body alone 409.
 */
@Injectable()
export class IfMatchInterceptor implements NestInterceptor {
  constructor(private readonly cases: CaseListQueries) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const header = request.headers['if-match'];
    if (header === undefined || !takesVersion(context, request)) return next.handle();
    const seen = versionOf(header);
    if (seen === null) return next.handle();
    request.body = withVersion(request.body, seen);
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        throw await this.asPrecondition(error, String(request.params.id), seen);
      }),
    );
  }

  private async asPrecondition(error: unknown, caseId: string, seen: number): Promise<unknown> {
    if (!(error instanceof Conflict)) return error;
    const version = await this.cases.versionOf(caseId);
    return version === null || version === seen ? error : new PreconditionFailed(caseId, seen, version);
  }
}

/** Drafts, presence and the like have versions of their own, or none. */
function takesVersion(context: ExecutionContext, request: Request): boolean {
  if (!CASE_COMMANDS.test((request.route as { path?: string } | undefined)?.path ?? '')) return false;
  return routeParameters(context).some(
    ({ kind, type }) =>
      kind === RouteParamtypes.BODY &&
      isZodDto(type) &&
      type.schema instanceof ZodObject &&
      'version' in type.schema.shape,
  );
}

/** @throws InvalidInput when the body names another version than the header */
function withVersion(body: unknown, version: number): unknown {
  if (body === undefined || body === null) return { version };
  if (typeof body !== 'object' || Array.isArray(body)) return body;
  if ('version' in body && body.version !== undefined && body.version !== version) {
    const message = `must name the same version as the body, or the body none; the header names ${version}`;
    throw new InvalidInput('The request has faults', [{ path: 'If-Match', message }]);
  }
  return { ...body, version };
}
