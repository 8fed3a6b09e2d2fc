import {
  Inject,
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { AccessRequest } from '@earshot/access';
import type { Problem } from '@earshot/contracts';
import { Clock, Conflict, IdempotencyStore, type NamedCommand } from '@earshot/domain';
import type { Request, Response } from 'express';
import { catchError, mergeMap, of, type Observable } from 'rxjs';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { problemOf } from '../problems/problem-of.js';
import { ReplayedProblem } from '../problems/replayed-problem.js';
import { IDEMPOTENCY_HEADER, IdempotencyKeyReused, idempotencyKey, requestHash } from './idempotency-key.js';

const REMEMBERED_MS = 86_400_000;
/** No command takes nearly as long: one that has not ended by then was cut off by a crash. */
const LOST_AFTER_MS = 120_000;
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * A command that its sender named (`Idempotency-Key`) is carried out once: who repeats it within a day gets the first
 * answer again. Faults of the caller are answers too; after a failure of ours the name is free again.
 *
 * The answer is kept after the effect. When the process dies in between, the command is carried out anew once it counts as
 * lost; then the versions that commands carry keep it from taking effect twice.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request & AccessRequest>();
    const command = CHANGING.has(request.method) ? this.named(request) : null;
    if (command === null) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    const [forgetBefore, lostBefore] = [REMEMBERED_MS, LOST_AFTER_MS].map((ms) => new Date(command.at.getTime() - ms));
    const claim = await this.store.claim(command, forgetBefore as Date, lostBefore as Date);
    switch (claim.kind) {
      case 'other':
        throw new IdempotencyKeyReused();
      case 'running':
        response.setHeader('Retry-After', '1');
        throw new Conflict(`The request of this ${IDEMPOTENCY_HEADER} is still being carried out`);
      case 'done':
        return replayed(claim.status, claim.body, response);
      case 'begun':
        return this.carriedOut(command, next, response);
    }
  }

  /** Strangers cannot be told apart: on public routes the name is not looked at. */
  private named(request: Request & AccessRequest): NamedCommand | null {
    const key = idempotencyKey(request.headers[IDEMPOTENCY_HEADER.toLowerCase()]);
    if (key === null || request.session === undefined) return null;
    const { method, originalUrl: url } = request;
    const { 'if-match': ifMatch, 'content-length': contentLength } = request.headers;
    const hash = requestHash({ method, url, ifMatch, contentLength, body: request.body as unknown });
    return { userId: request.session.user.id, key, requestHash: hash, at: this.clock.now() };
  }

  private carriedOut(command: NamedCommand, next: CallHandler, response: Response): Observable<unknown> {
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        const { problem } = problemOf(error);
        if (problem.status >= 500) await this.kept(() => this.store.release(command));
        else await this.kept(() => this.store.finish(command, problem.status, JSON.stringify(problem)));
        throw error;
      }),
      mergeMap(async (answer: unknown) => {
        if (answer instanceof StreamableFile) await this.kept(() => this.store.release(command));
        else await this.kept(() => this.store.finish(command, response.statusCode, textOf(answer)));
        return answer;
      }),
    );
  }

  /** The command has had its effect, or not: what is kept of it changes nothing about the answer. */
  private async kept(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (error) {
      this.settings.logger.warn({ err: error }, 'the answer to a named command could not be kept');
    }
  }
}

const textOf = (answer: unknown): string | null =>
  answer === undefined || answer === null ? null : JSON.stringify(answer);

function replayed(status: number, body: string | null, response: Response): Observable<unknown> {
  response.setHeader('Idempotency-Replayed', 'true');
  const answer: unknown = body === null ? undefined : JSON.parse(body);
  if (status >= 400) throw new ReplayedProblem(answer as Problem);
  response.status(status);
  return of(answer);
}
