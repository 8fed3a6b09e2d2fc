import {
  type Assessment,
  type CaseChange,
  type Clock,
  type KnownCase,
  type Message,
  type MessageUnderVerdict,
  type PersonVerdict,
  type Severity,
  type Stores,
  type Transactions,
  type VerdictStore,
} from '@earshot/domain';
import type { FitRequests } from './fit-requests.js';

/** What follow-up does for a message whose customer is unhappy, in the same transaction; bound by the applications. */
export interface FollowUp {
  /** What the person's word does to the case that the message stands in; `null` when nothing changes. */
  readonly correct: (
    known: KnownCase,
    message: Message,
    assessment: Assessment,
    isSeverityGiven: boolean,
  ) => Promise<CaseChange | null>;
  /** Works a message into the cases as intake would. Resolves to the ids of the cases touched. */
  readonly receive: (message: Message, assessment: Assessment, stores: Stores) => Promise<readonly string[]>;
}

/** Whose severity the detector did not see: worth an ordinary answer. */
const MISSED_SEVERITY: Severity = 'medium';

/** People's word on single messages: kept, obeyed and learned from. */
export class MessageVerdicts {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: VerdictStore,
    private readonly followUp: FollowUp,
    private readonly requests: FitRequests,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the verdict and, when it says that the customer is unhappy, sees to it that somebody answers: a message without a
   * case opens one or joins its customer's. Repeating one's own latest verdict adds none, but a case that has
   * come to lack its answer since gets it. Resolves to the message's case. @throws NotFound
   */
  async give(messageId: string, verdict: PersonVerdict): Promise<string | null> {
    const at = this.clock.now();
    return this.transactions.run(async (stores, transaction) => {
      const found = await this.store.lock(messageId, transaction);
      const isRepeated = isSaidAlready(found, verdict);
      if (isRepeated && found.knownCase === null) return found.message.caseId;
      const touched = verdict.dissatisfied ? await this.answer(found, verdict, stores) : [];
      if (isRepeated && touched.length === 0) return found.message.caseId;
      if (!isRepeated) {
        await this.store.add(messageId, verdict, at, transaction);
        await this.requests.request(transaction);
      }
      const caseId = found.message.caseId ?? touched[0] ?? null;
      await stores.changes.announce({
        topics: caseId === null ? ['detection'] : ['cases', 'detection'],
        caseIds: caseId === null ? [] : [caseId],
      });
      return caseId;
    });
  }

  private async answer(
    { message, assessment, knownCase }: MessageUnderVerdict,
    { severity }: PersonVerdict,
    stores: Stores,
  ): Promise<readonly string[]> {
    const believed = unhappy(assessment, severity);
    // Whatever sent it: a person says that a person wrote it.
    const written: Message = { ...message, kind: 'person' };
    if (knownCase === null) return this.followUp.receive(written, believed, stores);
    const change = await this.followUp.correct(knownCase, written, believed, severity !== null);
    return change === null ? [] : stores.cases.apply([change]);
  }
}

function isSaidAlready({ latest }: MessageUnderVerdict, verdict: PersonVerdict): boolean {
  return (
    latest !== null &&
    latest.userId === verdict.userId &&
    latest.dissatisfied === verdict.dissatisfied &&
    latest.severity === verdict.severity
  );
}

/** The judgement as the person corrected it; it decides on the deadline and is not stored. */
export function unhappy(assessment: Assessment | null, severity: Severity | null): Assessment {
  const judged = assessment?.severity ?? 'none';
  return {
    language: assessment?.language ?? 'und',
    languageConfidence: assessment?.languageConfidence ?? 0,
    signals: assessment?.signals ?? [],
    escalations: assessment?.escalations ?? [],
    topics: assessment?.topics ?? [],
    model: 'person',
    judgedLength: null,
    probability: 1,
    verdict: 'dissatisfied',
    severity: severity ?? (judged === 'none' ? MISSED_SEVERITY : judged),
  };
}
