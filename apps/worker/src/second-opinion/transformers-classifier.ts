import { createRequire } from 'node:module';
import { TextClassifier, type LabelScore } from '@earshot/second-opinion';
import { labelProbabilities, labelsOf } from './label-probabilities.js';
import type { Transformers } from './transformers.js';

export interface ModelToLoad {
  /** The package's file. */
  readonly transformersFile: string;
  /** An absolute folder, or a name on the hub. */
  readonly model: string;
  /** Where a model of the hub is kept; `null`: nothing is fetched from anywhere. */
  readonly downloadTo: string | null;
  readonly precision: string;
  /** Of a longer text the beginning is read. */
  readonly maxTokens: number;
  /** Cores. */
  readonly threads: number;
}

/** RoBERTa counts positions from 2, so that many of its positions are no tokens. */
const POSITIONS_BEFORE_TOKENS = 2;

/** Classifies in this thread, which does nothing else meanwhile. */
export class TransformersClassifier extends TextClassifier {
  constructor(
    readonly labels: readonly string[],
    private readonly scoresOf: (text: string) => Promise<LabelScore[]>,
  ) {
    super();
  }

  /** Reads the model, and fetches it before when it is one of the hub. @throws when that fails or it cannot classify */
  static async load(toLoad: ModelToLoad): Promise<TransformersClassifier> {
    const { transformersFile, model, downloadTo } = toLoad;
    const transformers = createRequire(__filename)(transformersFile) as Transformers;
    const { env, LogLevel } = transformers;
    env.logLevel = LogLevel.ERROR;
    env.allowRemoteModels = downloadTo !== null;
    if (downloadTo !== null) env.cacheDir = downloadTo;
    try {
      const classifier = await read(transformers, toLoad);
      // A model that cannot read this cannot read anything; better said now than of every message.
      await classifier.classify('ok');
      return classifier;
    } catch (error) {
      // The library's own messages do not say which model they mean.
      throw new Error(`the model ${model} cannot be used: ${(error as Error).message}`, { cause: error });
    }
  }

  override classify(text: string): Promise<LabelScore[]> {
    return this.scoresOf(text);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

async function read(
  { AutoTokenizer, AutoModelForSequenceClassification }: Transformers,
  { model, precision, maxTokens, threads }: ModelToLoad,
): Promise<TransformersClassifier> {
  const tokenize = await AutoTokenizer.from_pretrained(model);
  const run = await AutoModelForSequenceClassification.from_pretrained(model, {
    dtype: precision,
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });
  const { config } = run;
  const positions = (config.max_position_embeddings ?? Infinity) - POSITIONS_BEFORE_TOKENS;
  const max_length = Math.min(maxTokens, tokenize.model_max_length ?? Infinity, positions);
  return new TransformersClassifier(labelsOf(config), async (text) => {
    const { logits } = await run(tokenize(text, { truncation: true, max_length }));
    return labelProbabilities(config, logits.data);
  });
}
