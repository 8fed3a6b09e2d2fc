import {
  ConfigError,
  type Clock,
  type SecondOpinion,
  type SecondOpinionAsk,
  type SecondOpinionStore,
  type TransactionHandle,
} from '@earshot/domain';
import { labelFault, type LabelMap } from './label-map.js';
import { opinionOf } from './opinion-of-scores.js';
import type { OpenClassifier, TextClassifier } from './text-classifier.js';

export interface OpinionSettings {
  /** Under which name the opinions are kept. */
  readonly model: string;
  readonly labels: LabelMap;
  readonly ask: SecondOpinionAsk;
  /** 0.5..1 */
  readonly sureFrom: number;
}

/** A transaction stays open while these are judged: seconds with a large model. */
const BATCH = 16;

/** Asks another model about stored messages, and keeps what it says beside the detector's own judgement. */
export class SecondOpinions {
  private opened: Promise<TextClassifier> | null = null;

  constructor(
    private readonly store: SecondOpinionStore,
    private readonly open: OpenClassifier,
    private readonly settings: OpinionSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Judges some of the messages received since then, the newest first; resolves to how many, 0 when all are judged.
   * @throws when the model cannot be opened or ends; it is opened anew the next time
   */
  async judgeSome(receivedFrom: Date, transaction: TransactionHandle, signal: AbortSignal): Promise<number> {
    const { model, ask, labels, sureFrom } = this.settings;
    const messages = await this.store.unjudged({ model, ask, receivedFrom }, BATCH, transaction);
    if (messages.length === 0) return 0;
    const opinions: SecondOpinion[] = [];
    for (const { id, subject, text } of messages) {
      signal.throwIfAborted();
      const scores = await this.classify(subject === null ? text : `${subject}\n${text}`);
      opinions.push({ messageId: id, model, ...opinionOf(scores, labels, sureFrom) });
    }
    await this.store.add(opinions, this.clock.now(), transaction);
    return opinions.length;
  }

  /** Frees the model's memory. */
  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = null;
    await opened?.then(
      (classifier) => classifier.close(),
      () => undefined,
    );
  }

  private async classify(text: string): ReturnType<TextClassifier['classify']> {
    try {
      return await (await (this.opened ??= this.openChecked())).classify(text);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private async openChecked(): Promise<TextClassifier> {
    const classifier = await this.open();
    const message = labelFault(classifier.labels, this.settings.labels);
    if (message === null) return classifier;
    await classifier.close();
    throw new ConfigError([{ path: 'detection.secondOpinion.labels', message }]);
  }
}
