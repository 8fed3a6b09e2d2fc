import { writeModelFolder } from './model-folder.js';
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

/** Tokens that it can read. */
export const SIX_WORDS_LENGTH = 32;

/** A real classifier of a few hundred bytes: looks its words up in a table and adds them. Returns its folder. */
export function writeSixWords(labels: readonly [string, string] = ['NEGATIVE', 'POSITIVE']): string {
  return writeModelFolder({ weights: sumOfWords(), words: Object.keys(WORDS), labels, length: SIX_WORDS_LENGTH });
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
