import type { Page } from '@earshot/connector-kit';
import type { PollLedger } from '@earshot/domain';
import { DeliveryDesk, type BroughtPages } from '@earshot/intake';
import type { JudgeInForce } from './judge-in-force.js';

type BroughtPage = Partial<Omit<Page<unknown>, 'cursor'>>;

/** Takes what is brought over HTTP: judged by the detector as it is now, stored as a poll would store it. */
export class Brought {
  constructor(
    private readonly desk: DeliveryDesk,
    private readonly judge: JudgeInForce,
  ) {}

  /** @throws as `DeliveryDesk.deliver` */
  async store(sourceId: string, page: BroughtPage): Promise<PollLedger> {
    return this.storeAll(sourceId, only(page), new AbortController().signal);
  }

  /** For a source that is polled as well. @throws as `DeliveryDesk.deliver` */
  async storeBeside(sourceId: string, page: BroughtPage): Promise<PollLedger> {
    await this.judge.refresh();
    return this.desk.deliver(sourceId, only(page), new AbortController().signal, true);
  }

  async storeAll(sourceId: string, pages: BroughtPages, signal: AbortSignal): Promise<PollLedger> {
    await this.judge.refresh();
    return this.desk.deliver(sourceId, pages, signal);
  }
}

async function* only(page: BroughtPage): BroughtPages {
  yield { messages: [], replies: [], rejected: [], skipped: {}, cursor: null, ...page };
}
