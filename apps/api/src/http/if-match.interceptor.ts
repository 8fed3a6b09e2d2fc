import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Conflict, InvalidInput } from '@earshot/domain';
import type { Request } from 'express';
import { isZodDto } from 'nestjs-zod/dto';
import { catchError, type Observable } from 'rxjs';
import { ZodObject } from 'zod';
import { PreconditionFailed, versionOf } from './entity-tag.js';
import { routeParameters } from './route-parameters.js';
import { PresentVersions, versionedKind, type VersionedKind } from './versioned.js';

/**
 * Commands on a case or customer take the version that their person saw in the body or, as HTTP has it, in `If-Match`. Who
 * sends the header is answered 412 with the present version when it is stale, who sends the body alone 409.
 */
@Injectable()
export class IfMatchInterceptor implements NestInterceptor {
  constructor(private readonly versions: PresentVersions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const header = request.headers['if-match'];
    const kind = versionedKind(request);
    if (header === undefined || kind === null || !takesVersion(context)) return next.handle();
    const seen = versionOf(header);
    if (seen === null) return next.handle();
    request.body = withVersion(request.body, seen);
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        throw await this.asPrecondition(error, kind, String(request.params.id), seen);
      }),
    );
  }

  private async asPrecondition(error: unknown, kind: VersionedKind, id: string, seen: number): Promise<unknown> {
    if (!(error instanceof Conflict)) return error;
    const version = await this.versions.of(kind, id);
    return version === null || version === seen ? error : new PreconditionFailed(kind, id, seen, version);
  }
}

/** Drafts, presence and the like have versions of their own, or none. */
function takesVersion(context: ExecutionContext): boolean {
  return routeParameters(context).some(
    ({ kind, name, type }) =>
      kind === RouteParamtypes.BODY &&
      (name === 'version' || (isZodDto(type) && type.schema instanceof ZodObject && 'version' in type.schema.shape)),
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
