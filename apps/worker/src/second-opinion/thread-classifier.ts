import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TextClassifier, type LabelScore } from '@earshot/second-opinion';
import { answerOf, QuestionFailed } from '../thread-answer.js';
import type { ModelToLoad } from './transformers-classifier.js';

const THREAD = join(__dirname, `classifier-thread${extname(__filename)}`);

/** Completes "the thread that …". */
const NAME = 'gives second opinions';

/** Classifies in a thread of its own: a text takes a large model a tenth of a second, in which sources are read. */
export class ThreadClassifier extends TextClassifier {
  private constructor(
    private readonly thread: Worker,
    readonly labels: readonly string[],
  ) {
    super();
  }

  /** @param execArgv options of the thread's Node; this process' own by default. @throws when the model cannot be loaded */
  static async open(model: ModelToLoad, execArgv: readonly string[] = process.execArgv): Promise<ThreadClassifier> {
    const thread = new Worker(THREAD, { workerData: model, execArgv: [...execArgv] });
    // Should it die while it is not asked anything, the next question finds it dead.
    thread.on('error', () => undefined);
    try {
      return new ThreadClassifier(thread, (await answerOf(thread, NAME)) as string[]);
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  }

  override async classify(text: string): Promise<readonly LabelScore[] | null> {
    const answer = answerOf(this.thread, NAME);
    this.thread.postMessage(text);
    try {
      return (await answer) as LabelScore[];
    } catch (error) {
      if (error instanceof QuestionFailed) return null;
      throw error;
    }
  }

  override async close(): Promise<void> {
    await this.thread.terminate();
  }
}
