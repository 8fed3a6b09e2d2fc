import type { Connector, SaveSecrets, SourceCheck } from '@earshot/connector-kit';
import {
  adviceFor,
  ConnectorError,
  type Assessment,
  type Assessor,
  type ConnectorErrorKind,
  type IncomingMessage,
} from '@earshot/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { TryAgainLater } from '../delivery-desk.js';
import { normaliseMessage } from '../normalise-message.js';
import { describeFailure } from '../source-outcome.js';
import type { Secrets } from './secret-keeper.js';

/** A message as it would be stored, and what would be made of it. */
export interface JudgedPreview {
  readonly message: IncomingMessage;
  /** `null` for what is not judged: lists, bounces, spam. */
  readonly assessment: Assessment | null;
}

export interface CheckFailure {
  readonly kind: ConnectorErrorKind | 'internal';
  readonly message: string;
  /** What to do about it. */
  readonly advice: string | null;
}

export type CheckedSource =
  | {
      readonly ok: true;
      readonly summary: string;
      readonly warnings: readonly string[];
      readonly preview: readonly JudgedPreview[];
    }
  | { readonly ok: false; readonly failure: CheckFailure };

export interface SourceToCheck {
  readonly kind: string;
  readonly options: unknown;
  readonly secrets: Secrets;
}

export interface CheckerParts {
  /** @throws ConnectorError `misconfigured` */
  open(source: SourceToCheck, saveSecrets: SaveSecrets): Connector<unknown>;
  assessor(): Promise<Assessor>;
  /** Something that nobody foresaw; ids and codes only. */
  warn(fields: object, message: string): void;
  /** Milliseconds; what takes longer has failed. */
  readonly limitMs: number;
  now(): Date;
}

/** Connections that people's checks may hold at a time in one process. */
const CHECKS_AT_A_TIME = 4;
const PREVIEW_TEXT = 2_000;
/** How long a connector may take to give up once it is asked to. */
const GRACE_MS = 2_000;

/** Looks at a source as it would be read, within a limit of time, and stores nothing. */
export class SourceChecker {
  private running = 0;

  constructor(private readonly parts: CheckerParts) {}

  /** @throws TryAgainLater when too many checks run; the signal's reason when it aborts */
  async check(source: SourceToCheck, saveSecrets: SaveSecrets, signal: AbortSignal): Promise<CheckedSource> {
    if (this.running >= CHECKS_AT_A_TIME)
      throw new TryAgainLater('Other sources are being checked; try again in a while');
    this.running += 1;
    try {
      return { ok: true, ...(await this.judged(await this.verified(source, saveSecrets, signal))) };
    } catch (error) {
      signal.throwIfAborted();
      return { ok: false, failure: this.failureOf(error, source.kind) };
    } finally {
      this.running -= 1;
    }
  }

  private async verified(source: SourceToCheck, saveSecrets: SaveSecrets, signal: AbortSignal): Promise<SourceCheck> {
    const limit = AbortSignal.timeout(this.parts.limitMs);
    const stop = AbortSignal.any([signal, limit]);
    const ended = new AbortController();
    const connector = this.parts.open(source, saveSecrets);
    try {
      return await Promise.race([connector.verify(stop), this.overdue(ended.signal)]);
    } catch (error) {
      signal.throwIfAborted();
      throw limit.aborted ? tooSlow(this.parts.limitMs) : error;
    } finally {
      ended.abort();
      await connector.close().catch(() => undefined);
    }
  }

  /** A connector that does not heed the signal must not keep the person waiting. */
  private async overdue(ended: AbortSignal): Promise<never> {
    await pause(this.parts.limitMs + GRACE_MS, undefined, { signal: ended, ref: false });
    throw tooSlow(this.parts.limitMs);
  }

  private async judged({ summary, warnings, preview }: SourceCheck) {
    const assessor = preview.length === 0 ? null : await this.parts.assessor();
    return {
      summary,
      warnings,
      preview: preview.map((read) => {
        const stored = normaliseMessage(read, this.parts.now());
        const message = { ...stored, text: stored.text.slice(0, PREVIEW_TEXT).toWellFormed() };
        const isJudged = read.kind === 'person' || read.kind === 'automatic';
        return { message, assessment: assessor === null || !isJudged ? null : assessor.assess(message) };
      }),
    };
  }

  private failureOf(error: unknown, kind: string): CheckFailure {
    if (error instanceof ConnectorError) return { kind: error.kind, message: error.message, advice: adviceFor(error) };
    this.parts.warn({ kind, error: error instanceof Error ? error.name : typeof error }, 'a check failed unforeseen');
    return { kind: 'internal', message: describeFailure(error), advice: null };
  }
}

function tooSlow(limitMs: number): ConnectorError {
  return new ConnectorError('unreachable', `The source did not answer within ${Math.round(limitMs / 1000)} s`, {
    advice: 'Try again; if it stays so slow, look whether its server and the way there are well.',
  });
}
