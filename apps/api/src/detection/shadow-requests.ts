import type { ShadowQuery, ShadowReport } from '@earshot/contracts';
import { Conflict, InvalidInput } from '@earshot/domain';
import type { ShadowChange, ShadowMode } from '@earshot/learning';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 92;
/** Some ten seconds of judging; more is a matter for the command line. */
const MOST_JUDGED = 20_000;
const MOST_LISTED = 500;

/** Shadow mode for the dashboard: limited, and one at a time in this process, because it takes all that a core has. */
export class ShadowRequests {
  private isRunning = false;

  constructor(private readonly mode: ShadowMode) {}

  /** @throws InvalidInput for a period that is too long, Conflict while another runs */
  async run({ from: fromText, to: toText, ...candidate }: ShadowQuery, signal: AbortSignal): Promise<ShadowReport> {
    const from = new Date(fromText);
    const to = new Date(toText);
    checkPeriod(from, to);
    if (this.isRunning) throw new Conflict('A shadow run is going on; try again when it has ended');
    this.isRunning = true;
    try {
      const changes: ShadowChange[] = [];
      const keep = (change: ShadowChange): void => {
        if (changes.length < MOST_LISTED) changes.push(change);
      };
      const summary = await this.mode.run({ from, to, limit: MOST_JUDGED }, candidate, keep, signal);
      return { summary, changes };
    } finally {
      this.isRunning = false;
    }
  }
}

function checkPeriod(from: Date, to: Date): void {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days > 0 && days <= LONGEST_DAYS) return;
  throw new InvalidInput('The request has faults', [
    { path: 'to', message: `must be after 'from', by at most ${LONGEST_DAYS} days` },
  ]);
}
