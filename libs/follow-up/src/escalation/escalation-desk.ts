import type { Clock, EscalationStore, HandOnMail, LookDecision, Policy, TaskToWarn } from '@earshot/domain';
import { escalationRules } from './escalation-rules.js';
import { lookAtTask } from './look-at-task.js';

/** Tasks of one transaction. Their cases are held for as long, so that a person who acts on one waits less than a second. */
const BATCH = 500;
/** A tick ends after so many batches; the next one goes on. */
const BATCHES = 40;
/** A task whose steps cannot be worked out is looked at again after this: it must not stop the others. Milliseconds. */
const AGAIN_AFTER_FAULT_MS = 3_600_000;

export interface EscalationLogger {
  warn(fields: object, message: string): void;
}

/**
 * Tells people as deadlines come near and pass. The timer is dumb: any number of workers may tick at any time, because
 * claiming a task, telling its step and naming the next look are one transaction.
 */
export class EscalationDesk {
  /**
   * @param policy the one in force, asked for at every tick
   * @param mail `null` where no mail is sent
   */
  constructor(
    private readonly store: EscalationStore,
    private readonly policy: () => Policy | Promise<Policy>,
    private readonly mail: HandOnMail | null,
    private readonly clock: Clock,
    private readonly logger: EscalationLogger,
  ) {}

  /** Looks at every task whose next step has come. Resolves to the number of steps that were told. */
  async tick(): Promise<number> {
    const policy = await this.policy();
    let told = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const now = this.clock.now();
      const report = await this.store.sweep(now, BATCH, (task) => this.look(task, policy, now), this.mail);
      told += report.told;
      if (report.looked < BATCH) break;
    }
    return told;
  }

  private look(task: TaskToWarn, policy: Policy, now: Date): LookDecision {
    try {
      const { plan, calendar } = escalationRules(task, policy);
      return lookAtTask(task, plan, calendar, now);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.logger.warn({ taskId: task.taskId, error: reason }, 'the steps of a task cannot be worked out');
      return { tell: null, snoozeEnded: false, nextStepAt: new Date(now.getTime() + AGAIN_AFTER_FAULT_MS) };
    }
  }
}
