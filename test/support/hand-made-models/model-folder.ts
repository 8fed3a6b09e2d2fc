import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface HandMadeModel {
  /** An ONNX file. */
  readonly weights: Buffer;
  /** Two of them mean nothing: `[PAD]` and `[UNK]`. */
  readonly words: readonly string[];
  readonly labels: readonly string[];
  /** Tokens that it can read. */
  readonly length: number;
}

/** Lays a classifier out as models are published on the hub. Returns the folder; who asks for it removes it. */
export function writeModelFolder({ weights, words, labels, length }: HandMadeModel): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-model-'));
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'onnx/model.onnx'), weights);
  const json = (name: string, content: object): void => writeFileSync(join(folder, name), JSON.stringify(content));
  json('config.json', {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    id2label: { ...labels },
  });
  json('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    model_max_length: length,
  });
  json('tokenizer.json', {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(words.map((word, index) => [word, index])),
      unk_token: '[UNK]',
    },
  });
  return folder;
}
