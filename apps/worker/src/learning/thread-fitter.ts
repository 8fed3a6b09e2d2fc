import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AssessmentInput } from '@earshot/domain';
import { OverlayFitter, type FittedOverlay, type TaughtInput } from '@earshot/learning';
import { answerOf } from '../thread-answer.js';

export type FitQuestion =
  | { readonly deed: 'learn-wording'; readonly messages: readonly AssessmentInput[] }
  | { readonly deed: 'fit'; readonly verdicts: readonly TaughtInput[] }
  | { readonly deed: 'probabilities'; readonly payload: object | null; readonly inputs: readonly AssessmentInput[] };

/** Completes "the thread that …". */
const NAME = 'fits';

const THREAD = join(__dirname, `fit-thread${extname(__filename)}`);

/**
 * Fits in a thread of its own: 20,000 verdicts take ten seconds to a minute, in which leases are renewed and requests answered. One
 * question at a time.
 */
export class ThreadFitter extends OverlayFitter {
  private constructor(
    private readonly thread: Worker,
    readonly baseModel: string,
  ) {
    super();
  }

  /** @param execArgv options of the thread's Node; this process' own by default. The signal ends the thread. */
  static async open(signal?: AbortSignal, execArgv: readonly string[] = process.execArgv): Promise<ThreadFitter> {
    const thread = new Worker(THREAD, { execArgv: [...execArgv] });
    const end = (): void => void thread.terminate();
    signal?.addEventListener('abort', end, { once: true });
    thread.once('exit', () => signal?.removeEventListener('abort', end));
    return new ThreadFitter(thread, (await answerOf(thread, NAME)) as string);
  }

  override async learnWording(messages: readonly AssessmentInput[]): Promise<void> {
    await this.ask({ deed: 'learn-wording', messages });
  }

  override async fit(verdicts: readonly TaughtInput[]): Promise<FittedOverlay> {
    return (await this.ask({ deed: 'fit', verdicts })) as FittedOverlay;
  }

  override async probabilities(payload: object | null, inputs: readonly AssessmentInput[]): Promise<readonly number[]> {
    return (await this.ask({ deed: 'probabilities', payload, inputs })) as readonly number[];
  }

  override async close(): Promise<void> {
    await this.thread.terminate();
  }

  private ask(question: FitQuestion): Promise<unknown> {
    const answer = answerOf(this.thread, NAME);
    this.thread.postMessage(question);
    return answer;
  }
}
