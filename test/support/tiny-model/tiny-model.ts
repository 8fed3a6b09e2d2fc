import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FLOAT, INT64, node, onnxFile, tensor, value } from './onnx-file.js';

/** What each word says for the first label and for the second. */
const WORDS: Readonly<Record<string, readonly [number, number]>> = {
  '[PAD]': [0, 0],
  '[UNK]': [0, 0],
  broken: [5, 0],
  late: [4, 0],
  thanks: [0, 5],
  great: [0, 4],
};

/** Tokens. */
export const TINY_LENGTH = 32;

export interface TinyModel {
  readonly labels?: readonly [string, string];
}

/**
 * A real text classifier of a few hundred bytes, in the form in which they are published: looks its words up in a table
 * and adds them. Knows six words. Resolves to its folder.
 */
export function writeTinyModel({ labels = ['NEGATIVE', 'POSITIVE'] }: TinyModel = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-model-'));
  mkdirSync(join(folder, 'onnx'));
  writeFileSync(join(folder, 'onnx/model.onnx'), sumOfWords());
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
    model_max_length: TINY_LENGTH,
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
      vocab: Object.fromEntries(Object.keys(WORDS).map((word, index) => [word, index])),
      unk_token: '[UNK]',
    },
  });
  return folder;
}

function sumOfWords(): Buffer {
  const weights = Object.values(WORDS);
  return onnxFile({
    nodes: [
      node('Gather', ['weights', 'input_ids'], ['said']),
      node('Cast', ['attention_mask'], ['mask'], { to: FLOAT }),
      node('Unsqueeze', ['mask', 'last-axis'], ['column']),
      node('Mul', ['said', 'column'], ['counted']),
      node('ReduceSum', ['counted', 'words-axis'], ['logits'], { keepdims: 0 }),
    ],
    constants: [
      tensor('weights', [weights.length, 2], new Float32Array(weights.flat())),
      tensor('last-axis', [1], new BigInt64Array([2n])),
      tensor('words-axis', [1], new BigInt64Array([1n])),
    ],
    inputs: [value('input_ids', INT64, ['texts', 'words']), value('attention_mask', INT64, ['texts', 'words'])],
    outputs: [value('logits', FLOAT, ['texts', 2])],
  });
}
