import { createHash, randomUUID } from 'node:crypto';
import {
  type Clock,
  type JobQueue,
  type ReplyChanges,
  type ReplyDeed,
  type ReplyStore,
  type ReplyToQueue,
} from '@earshot/domain';
import { refuseOpenPlaceholders } from './open-placeholders.js';
import { askForStep } from './reply-job.js';

/** A reply as its author sends it off. */
export interface ReplyRequest extends Omit<ReplyToQueue, 'externalId' | 'requestKey'> {
  /** The caller's name of the request; without one, the same words to the same version of the case are one request. */
  readonly requestKey: string | null;
}

/** Takes replies from people and hands them to the workers, in one transaction with everything that belongs to them. */
export class ReplyWriting {
  /** @param idDomain the right side of the ids of our replies, a domain of the house */
  constructor(
    private readonly store: ReplyStore,
    private readonly queue: Pick<JobQueue, 'send'>,
    private readonly clock: Clock,
    private readonly idDomain: string,
  ) {}

  /**
   * Resolves to the reply's id, that of the first one for a repeated request.
   * @throws InvalidInput while a placeholder of a template is open; as `ReplyStore.queue`
   */
  async write(request: ReplyRequest): Promise<string> {
    refuseOpenPlaceholders(request);
    const reply = {
      ...request,
      externalId: `${randomUUID()}@${this.idDomain}`,
      requestKey: request.requestKey ?? fingerprint(request),
    };
    return this.store.queue(reply, this.clock.now(), (transaction, replyId) =>
      askForStep(this.queue, { replyId, step: 'send' }, transaction),
    );
  }

  /** @throws as `ReplyStore.decide` */
  async decide(
    caseId: string,
    replyId: string,
    deed: ReplyDeed,
    actorId: string,
    changes: ReplyChanges,
  ): Promise<void> {
    refuseOpenPlaceholders(changes);
    await this.store.decide(caseId, replyId, deed, actorId, this.clock.now(), changes, (transaction) =>
      askForStep(this.queue, { replyId, step: 'send' }, transaction),
    );
  }
}

function fingerprint(request: ReplyRequest): string {
  const { caseId, seenVersion, answersMessageId, to, subject, text, attachmentIds } = request;
  const parts = [caseId, seenVersion, answersMessageId, to, subject, text, [...attachmentIds].sort()];
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
